import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { NextFunction, Request, Response } from 'express';
import { GraphQLError } from 'graphql';
import { LimitError, UserError } from '../../base/errors.ts';
import type { Documents } from '../limits/Documents.ts';
import { answer, answerErrors } from './readBody.ts';

/**
 * Refuses documents that are too large or that validation finds wrong, before Apollo looks at them: it would look for more errors
 * than anybody reads. What is no GraphQL at all is left for it to say.
 */
export function admitDocument(documents: Documents) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { query, operationName, variables } = (request.method === 'GET' ? request.query : request.body) ?? {};
    if (typeof query !== 'string') return next();
    try {
      documents.admit({ query, operationName, variables: typeof variables === 'object' ? variables : null });
      const errors = documents.errorsOf(query);
      if (errors.length === 0) return next();
      const extensions = { code: ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED };
      answerErrors(
        response,
        400,
        errors.map((error) => ({ ...error.toJSON(), extensions })),
      );
    } catch (error) {
      if (error instanceof UserError) {
        const details = error instanceof LimitError ? { limit: error.limit, actual: error.actual } : {};
        return answer(response, 400, error.code, error.message, details);
      }
      next(error instanceof GraphQLError ? undefined : error);
    }
  };
}
