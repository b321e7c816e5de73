import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from '../../base/logger.ts';
import { formatError } from '../errors/formatError.ts';

/** A result whose errors are as clients may see them. */
export function withErrors(result: ExecutionResult, log: Logger): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => formatError(log, asGraphQLError(error)));
  return { ...result, errors: errors as unknown as GraphQLError[] };
}

/** What libraries pass on of what was thrown. */
export function asGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError ? error : new GraphQLError(String((error as Error).message ?? error));
}
