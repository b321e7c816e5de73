import { type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Fault, LimitError, messageOf, UserError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Logger } from '../../base/logger.ts';
import { forCaller } from './forCaller.ts';

/**
 * An error of a response's `errors[]`. What the caller can put right is shown as it is. Anything else is logged whole under a
 * request id, and only that and a code are shown: no message, no stack, no data.
 */
export function formatError(log: Logger, error: GraphQLError): GraphQLFormattedError {
  const shown = { locations: error.locations, path: error.path };
  const cause = forCaller(causeOf(error));
  if (cause === undefined) return { message: error.message, ...shown, extensions: codeOf(error) };
  if (cause instanceof UserError) {
    const details = cause instanceof LimitError ? { limit: cause.limit, actual: cause.actual } : {};
    return { message: cause.message, ...shown, extensions: { code: cause.code, ...details } };
  }
  const requestId = newId();
  log.error({ requestId, error: messageOf(cause), stack: (cause as Error).stack, path: error.path }, 'request failed');
  const code = cause instanceof Fault ? cause.code : 'INTERNAL';
  const message = code === 'UNAVAILABLE' ? 'Try again in a moment.' : 'Something went wrong in the service.';
  return { message, ...shown, extensions: { code, requestId } };
}

/** What was thrown by our own code; `undefined` where GraphQL itself found the request wrong. */
function causeOf(error: GraphQLError): unknown {
  const { originalError } = error;
  if (originalError === undefined || originalError === null) return undefined;
  // Coercing variables wraps errors of GraphQL in errors of GraphQL.
  return 'locations' in originalError ? causeOf(originalError as GraphQLError) : originalError;
}

function codeOf(error: GraphQLError): { code: string } {
  const { code } = error.extensions;
  return { code: typeof code === 'string' ? code : 'BAD_REQUEST' };
}
