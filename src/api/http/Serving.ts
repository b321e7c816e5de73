import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../../base/logger.ts';
import type { ApiContext } from '../ApiParts.ts';
import type { Caller } from '../access/Caller.ts';
import type { Gate } from '../access/Gate.ts';
import type { Documents } from '../limits/Documents.ts';

/** What every way needs by which operations come. */
export interface Serving {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly contextFor: (caller: Caller) => ApiContext;
  readonly gate: Gate;
  readonly log: Logger;
}
