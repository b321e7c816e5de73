import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { taskRuntime } from '../../engine/facts.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import type { ActionExecutionRow, ExecutionRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { ActionExecution, ActionExecutionConnection } from '../action/ActionExecution.ts';
import { ForwardArguments, mapPage } from '../connection.ts';
import { Execution, ExecutionConnection } from '../execution/Execution.ts';
import { ownTask } from '../ownById.ts';
import { Blocker, blockerOf } from './blockers.ts';
import { loadBlockers } from './loadBlockers.ts';
import { TaskExecution } from './TaskExecution.ts';

/** Steps of executions. */
@Resolver(() => TaskExecution)
export class TaskResolver {
  @Query(() => TaskExecution, { nullable: true, description: 'A task execution; null where there is none.' })
  taskExecution(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<TaskExecution | null> {
    return ownTask(context, id);
  }

  @FieldResolver(() => [Blocker], {
    description: 'Why it does not go on: empty where it has ended, or where its action is being run.',
  })
  async blockedBy(@Ctx() { parts }: ApiContext, @Root() { id, reads }: TaskExecution): Promise<readonly Blocker[]> {
    return (await loadBlockers(parts, reads, id)).map((blocker) => blockerOf(blocker, reads));
  }

  @FieldResolver(() => Int, { description: 'How often `retry` has let it run again since it was begun or rerun.' })
  async retries(@Root() { id, reads }: TaskExecution): Promise<number> {
    return taskRuntime((await reads.tasks.column(id, 'runtime')) ?? '{}').retries;
  }

  @FieldResolver(() => ActionExecutionConnection, {
    description: 'The runs of its action, in the order they were made.',
  })
  async actions(
    @Root() { id, reads }: TaskExecution,
    @Args(() => ForwardArguments) part: ForwardArguments,
  ): Promise<ActionExecutionConnection> {
    const narrow: Narrow<ActionExecutionRow> = (query) => query.andWhere('row.task_id = :taskId', { taskId: id });
    const page = await reads.actions.page(pageRequest(part), narrow);
    return new ActionExecutionConnection(
      mapPage(page, (row) => new ActionExecution(row, reads)),
      () => reads.actions.count(narrow),
    );
  }

  @FieldResolver(() => ExecutionConnection, { description: 'The runs of its sub-workflow, the newest first.' })
  async executions(
    @Root() { id, reads }: TaskExecution,
    @Args(() => ForwardArguments) part: ForwardArguments,
  ): Promise<ExecutionConnection> {
    const narrow: Narrow<ExecutionRow> = (query) => query.andWhere('row.parent_task_id = :taskId', { taskId: id });
    const page = await reads.executions.page(pageRequest(part), narrow);
    return new ExecutionConnection(
      mapPage(page, (row) => new Execution(row, reads)),
      () => reads.executions.count(narrow),
    );
  }
}
