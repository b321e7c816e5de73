import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { systemClock } from '../../base/clock.ts';
import { completeAction } from '../../engine/completeAction.ts';
import { textMatches } from '../../persistence/reads/filters.ts';
import { type Page, type PageRequest, pageRequest } from '../../persistence/reads/PageRequest.ts';
import { readsOf } from '../../persistence/reads/Reads.ts';
import type { ApiContext } from '../ApiParts.ts';
import { ForwardArguments } from '../connection.ts';
import { payloadOf } from '../errors/toUserError.ts';
import { isOwn } from '../isOwn.ts';
import { Action, ActionConnection } from './Action.ts';
import { ActionExecution } from './ActionExecution.ts';
import { ActionFilter, CompleteActionInput } from './inputs.ts';
import { ActionExecutionPayload } from './payloads.ts';

/** Actions, and their runs. */
@Resolver(() => ActionExecution)
export class ActionResolver {
  @Query(() => ActionExecution, { nullable: true, description: 'An action execution; null where there is none.' })
  async actionExecution(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<ActionExecution | null> {
    const row = await context.reads.actions.byId(id);
    return row && (await isOwn(context, row.execution_id)) ? new ActionExecution(row, context.reads) : null;
  }

  @Query(() => ActionConnection, { description: 'The actions that tasks can run, by name.' })
  actions(
    @Ctx() { parts }: ApiContext,
    @Args(() => ForwardArguments) part: ForwardArguments,
    @Arg('filter', () => ActionFilter, { nullable: true, description: 'Which ones.' }) filter?: ActionFilter | null,
  ): ActionConnection {
    const all = parts.actions.list().filter(({ name }) => textMatches(name, filter?.name));
    const page = pageOf(all, pageRequest(part));
    return new ActionConnection(
      { ...page, rows: page.rows.map((action) => new Action(action)) },
      async () => all.length,
    );
  }

  @Mutation(() => ActionExecutionPayload, {
    description: 'Hands in the result of an asynchronous action, and lets its execution go on.',
  })
  completeAction(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => CompleteActionInput, { description: 'The result.' }) input: CompleteActionInput,
  ): Promise<ActionExecutionPayload> {
    return payloadOf<ActionExecutionPayload>({ actionExecution: null }, async () => {
      const { projectId, engine, executions, database } = parts;
      const { id, state, output = null } = input;
      await completeAction(
        { engine, executions, clock: systemClock },
        { projectId, actionExecutionId: id, state, output },
      );
      // What the request has read before is older than what it has done.
      const reads = readsOf(database.dataSource);
      const row = await reads.actions.byId(id);
      return { actionExecution: row && new ActionExecution(row, reads) };
    });
  }
}

function pageOf<Item extends { readonly name: string }>(all: readonly Item[], request: PageRequest): Page<Item> {
  const { after, size } = request;
  const rest = after === undefined ? all : all.filter(({ name }) => name > after);
  return { rows: rest.slice(0, size), hasNext: rest.length > size, hasPrevious: after !== undefined };
}
