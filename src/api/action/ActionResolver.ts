import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { systemClock } from '../../base/clock.ts';
import { completeAction } from '../../engine/completeAction.ts';
import type { ApiContext } from '../ApiParts.ts';
import { payloadOf } from '../errors/toUserError.ts';
import { freshReads } from '../freshReads.ts';
import { ownAction } from '../ownById.ts';
import { ActionExecution } from './ActionExecution.ts';
import { CompleteActionInput } from './inputs.ts';
import { ActionExecutionPayload } from './payloads.ts';

/** Runs of actions. */
@Resolver(() => ActionExecution)
export class ActionResolver {
  @Query(() => ActionExecution, { nullable: true, description: 'An action execution; null where there is none.' })
  actionExecution(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<ActionExecution | null> {
    return ownAction(context, id);
  }

  @Mutation(() => ActionExecutionPayload, {
    description: 'Hands in the result of an asynchronous action, and lets its execution go on.',
  })
  completeAction(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => CompleteActionInput, { description: 'The result.' }) input: CompleteActionInput,
  ): Promise<ActionExecutionPayload> {
    return payloadOf<ActionExecutionPayload>({ actionExecution: null }, async () => {
      const { projectId, engine, executions } = parts;
      const { id, state, output = null } = input;
      await completeAction(
        { engine, executions, clock: systemClock },
        { projectId, actionExecutionId: id, state, output },
      );
      const reads = freshReads(parts);
      const row = await reads.actions.byId(id);
      return { actionExecution: row && new ActionExecution(row, reads) };
    });
  }
}
