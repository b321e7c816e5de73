import type { Request, RequestHandler, Response } from 'express';
import type { ExecutionResult } from 'graphql';
import { createHandler, type Response as StreamResponse } from 'graphql-sse';
import type { Caller } from '../access/Caller.ts';
import { callerOf } from './authenticate.ts';
import { prepareOperation } from './prepareOperation.ts';
import type { Serving } from './Serving.ts';
import { costExtension } from './showCost.ts';
import { Tickets } from './Tickets.ts';
import { watchCaller } from './watchCaller.ts';
import { withErrors } from './withErrors.ts';

const EVENT_STREAM = 'text/event-stream';

export interface EventStreams {
  readonly handle: RequestHandler;
  /** Ends those that are open. */
  close(): void;
}

/**
 * GraphQL over server-sent events (graphql-sse, "distinct connections": one request, one operation) for those who ask for
 * `text/event-stream`; others fall through. Its "single connection" is left out: it needs all requests of a client to reach the same
 * process.
 */
export function serveEventStreams({ schema, documents, contextFor, gate, log }: Serving): EventStreams {
  const open = new Set<Response>();
  let isClosing = false;
  const handler = createHandler<Request, OfRequest, Record<string, unknown>>({
    authenticate: () => null,
    // Done in `prepareOperation`, once for each text.
    validate: () => [],
    onSubscribe: (request, { query, operationName, variables }) => {
      const asked = { query: String(query), operationName, variables };
      const context = () => contextFor(request.context.caller);
      const prepared = prepareOperation({ schema, documents, context }, asked);
      // The library takes for a result what has `data`.
      if ('errors' in prepared) return { data: undefined, errors: prepared.errors };
      request.context.extensions = costExtension(prepared.cost);
      return prepared.args as never;
    },
    onOperation: (_context, { context: own }, _args, result) => asFastAsWritten(result, own),
    onNext: (_context, { context: own }, result) => {
      const { extensions } = own;
      // A stream says it once.
      own.extensions = undefined;
      const message = { ...withErrors(result as ExecutionResult, log), ...(extensions && { extensions }) };
      const ticket = own.tickets.issue(message);
      own.isWritten = new Promise((written) => {
        own.onWritten = written;
      });
      return { toJSON: () => ticket } as ExecutionResult;
    },
  });

  return {
    handle: async (request, response, next) => {
      if (!request.headers.accept?.includes(EVENT_STREAM)) return next();
      open.add(response);
      const own: OfRequest = {
        ...{ caller: callerOf(response), tickets: new Tickets(), extensions: undefined },
        ...{ isWritten: Promise.resolve(), onWritten: () => {} },
      };
      const stopWatching = watchCaller(gate, request.headers.authorization, log, () => response.end());
      try {
        await send(response, own, await handler(requestOf(request, own)));
      } catch (error) {
        next(error);
      } finally {
        stopWatching();
        open.delete(response);
        // A connection that is kept alive would keep the server.
        if (isClosing) request.socket.destroySoon();
      }
    },
    close: () => {
      isClosing = true;
      for (const response of open) response.end();
    },
  };
}

/** What belongs to one request. */
interface OfRequest {
  readonly caller: Caller;
  readonly tickets: Tickets;
  extensions: object | undefined;
  /** Until the last message has been written and the client has room for more. */
  isWritten: Promise<void>;
  onWritten: () => void;
}

/** The library takes results as fast as there are any, and keeps them: so they come only as fast as the client reads. */
function asFastAsWritten<Result>(result: Result, own: OfRequest): Result {
  if (!isAsyncIterable(result)) return result;
  const items = result[Symbol.asyncIterator]();
  return {
    next: async () => {
      await own.isWritten;
      return items.next();
    },
    return: () => {
      own.onWritten();
      return items.return?.() ?? Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  } as Result;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function requestOf(request: Request, context: OfRequest) {
  return {
    method: request.method,
    url: request.originalUrl,
    headers: { get: (name: string) => (name === 'accept' ? EVENT_STREAM : request.get(name)) },
    body: request.body,
    raw: request,
    context,
  };
}

/** Writes as fast as the client reads, and leaves the operation when it goes. */
async function send(
  response: Response,
  own: OfRequest,
  [body, { status, statusText, headers }]: StreamResponse,
): Promise<void> {
  response.writeHead(status, statusText, headers);
  if (body === null || typeof body === 'string') {
    response.end(body ?? undefined);
    return;
  }
  response.flushHeaders();
  response.once('close', () => void body.return(undefined));
  for await (const chunk of body) {
    if (response.destroyed || response.writableEnded) return;
    const text = chunk.replace(/^data: (\d+)$/m, (line, ticket: string) => {
      const message = own.tickets.redeem(ticket);
      return message === undefined ? line : `data: ${message}`;
    });
    if (!response.write(text)) await drained(response);
    if (text !== chunk) own.onWritten();
  }
  response.end();
}

function drained(response: Response): Promise<void> {
  return new Promise((done) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      done();
    };
    response.on('drain', settle).on('close', settle);
  });
}
