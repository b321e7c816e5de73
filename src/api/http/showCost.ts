import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { ApiContext } from '../ApiParts.ts';
import { costOf } from '../limits/costOf.ts';
import { COST_LIMIT } from '../limits/limits.ts';

/** What an answer says in `extensions.cost`, in fields: what the operation was estimated to be, and the most it may be. */
export function costExtension(requested: number): {
  readonly cost: { readonly requested: number; readonly limit: number };
} {
  return { cost: { requested, limit: COST_LIMIT } };
}

/** Says in each answer over HTTP what its operation costs. */
export function showCost(schema: GraphQLSchema): ApolloServerPlugin<ApiContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ document, request, response, errors }) => {
        if (!document || response.body.kind !== 'single') return;
        if (errors && !response.body.singleResult.data) return;
        const { operationName, variables } = request;
        const requested = costOf(schema, document, { operationName, variables });
        response.body.singleResult.extensions = {
          ...response.body.singleResult.extensions,
          ...costExtension(requested),
        };
      },
    }),
  };
}
