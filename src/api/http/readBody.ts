import type { NextFunction, Request, Response } from 'express';
import express from 'express';
import { parseJson } from '../../base/json.ts';

/** Bytes of a request. A definition may have 2 million characters, an input 1 MiB. */
export const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

const readText = express.text({ type: 'application/json', limit: BODY_LIMIT_BYTES });

/** Reads a JSON body without losing what plain JSON.parse does. What cannot be read is answered in the form of GraphQL errors. */
export function readBody(request: Request, response: Response, next: NextFunction): void {
  readText(request, response, (error?: unknown) => {
    if (error) return refuse(response, error as HttpError);
    if (typeof request.body !== 'string') return next();
    try {
      request.body = parseJson(request.body);
    } catch (cause) {
      return answer(response, 400, 'BAD_REQUEST', `The body is not JSON: ${(cause as Error).message}`);
    }
    next();
  });
}

interface HttpError extends Error {
  readonly status?: number;
  readonly type?: string;
  readonly limit?: number;
  readonly length?: number;
}

/** Answers that a body could not be read. */
export function refuse(response: Response, error: HttpError): void {
  if (error.type === 'entity.too.large') {
    const message = `The body is too large: the limit is ${BODY_LIMIT_BYTES} bytes.`;
    return answer(response, 413, 'LIMIT_EXCEEDED', message, { limit: BODY_LIMIT_BYTES, actual: error.length ?? null });
  }
  answer(response, error.status ?? 400, 'BAD_REQUEST', 'The body cannot be read.');
}

/** Answers with an error in the form of GraphQL's. */
export function answer(response: Response, status: number, code: string, message: string, details: object = {}): void {
  answerErrors(response, status, [{ message, extensions: { code, ...details } }]);
}

/** Answers with errors alone, in the media type that was asked for. */
export function answerErrors(response: Response, status: number, errors: readonly object[]): void {
  const type = response.req.accepts(['application/json', 'application/graphql-response+json']) || 'application/json';
  response.status(status).type(`${type}; charset=utf-8`).send(JSON.stringify({ errors }));
}
