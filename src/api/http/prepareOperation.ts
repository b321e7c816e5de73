import { type ExecutionArgs, GraphQLError, type GraphQLSchema } from 'graphql';
import { UserError } from '../../base/errors.ts';
import type { ApiContext } from '../ApiParts.ts';
import type { DocumentRequest, Documents } from '../limits/Documents.ts';

/** An operation that may be executed, or why it may not. */
export type Prepared =
  | { readonly args: ExecutionArgs; readonly cost: number }
  | { readonly errors: readonly GraphQLError[] };

interface Surroundings {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly context: () => ApiContext;
}

/** Admits, parses and validates what came over a WebSocket or for an event stream. */
export function prepareOperation({ schema, documents, context }: Surroundings, request: DocumentRequest): Prepared {
  try {
    const { document, cost } = documents.admit(request);
    const errors = documents.errorsOf(request.query);
    if (errors.length > 0) return { errors };
    const { operationName, variables } = request;
    return {
      args: { schema, document, operationName, variableValues: variables, contextValue: context() },
      cost,
    };
  } catch (error) {
    return { errors: [graphQLErrorOf(error)] };
  }
}

function graphQLErrorOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (error instanceof UserError) return new GraphQLError(error.message, { originalError: error });
  throw error;
}
