import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { InputError, LimitError, NotFoundError, UserError } from '../../base/errors.ts';
import { explainGraph } from '../../engine/explain/explainGraph.ts';
import { startOnce } from '../../engine/startOnce.ts';
import { allOf, equals } from '../../persistence/reads/Condition.ts';
import { whereIn, whereText } from '../../persistence/reads/filters.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import { type ReportRequest, readReport } from '../../persistence/reads/readReport.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import { whereHolds } from '../../persistence/reads/whereHolds.ts';
import type { ExecutionRow, TaskExecutionRow } from '../../persistence/rows.ts';
import { type ApiContext, explainParts } from '../ApiParts.ts';
import { BothWaysArguments, ForwardArguments, mapPage } from '../connection.ts';
import { payloadOf } from '../errors/toUserError.ts';
import { ownExecution } from '../ownById.ts';
import { TaskFilter } from '../task/inputs.ts';
import { TaskExecution, TaskExecutionConnection } from '../task/TaskExecution.ts';
import { Execution, ExecutionConnection } from './Execution.ts';
import { ExecutionFilter, executionCondition } from './ExecutionFilter.ts';
import { ExecutionGraph } from './graph.ts';
import { StartExecutionInput } from './inputs.ts';
import { ExecutionPayload } from './payloads.ts';
import { ExecutionReport } from './report.ts';
import { startOf } from './startOf.ts';

/** Runs of workflows. */
@Resolver(() => Execution)
export class ExecutionResolver {
  @Query(() => Execution, { nullable: true, description: 'An execution; null where there is none.' })
  execution(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Execution | null> {
    return ownExecution(context, id);
  }

  @Query(() => ExecutionConnection, { description: 'Executions, the newest first.' })
  async executions(
    @Ctx() { parts, reads }: ApiContext,
    @Args(() => BothWaysArguments) part: BothWaysArguments,
    @Arg('filter', () => ExecutionFilter, { nullable: true, description: 'Which ones.' })
    filter?: ExecutionFilter | null,
  ): Promise<ExecutionConnection> {
    const narrow = narrowBy(parts.projectId, filter);
    const page = await reads.executions.page(pageRequest(part), narrow);
    return new ExecutionConnection(
      mapPage(page, (row) => new Execution(row, reads)),
      () => reads.executions.count(narrow),
    );
  }

  @FieldResolver(() => ExecutionGraph, { description: 'The graph of its workflow, and how far it has come in it.' })
  async graph(@Ctx() { parts }: ApiContext, @Root() { id, reads }: Execution): Promise<ExecutionGraph> {
    const row = await reads.executions.byId(id);
    if (!row) throw new NotFoundError('Execution', id);
    return new ExecutionGraph(await explainGraph(explainParts(parts), reads, row), reads);
  }

  @FieldResolver(() => ExecutionReport, {
    description: 'Its tasks, their actions and sub-workflows, and so on down, with what failed and why.',
  })
  async report(
    @Root() execution: Execution,
    @Arg('errorsOnly', () => Boolean, {
      defaultValue: false,
      description: 'Only what has ended in ERROR: the ways from the execution down to what failed.',
    })
    errorsOnly: boolean,
    @Arg('maxDepth', () => Int, {
      nullable: true,
      description: 'Levels below the execution: 1 is its tasks, 2 their actions and sub-workflows. At most 100.',
    })
    maxDepth?: number | null,
    @Arg('limit', () => Int, { nullable: true, description: 'Entries in all; 1,000 at most, and unless given.' })
    limit?: number | null,
  ): Promise<ExecutionReport> {
    const { id, reads } = execution;
    const request = reportRequest(errorsOnly, maxDepth, limit);
    const row = await reads.executions.byId(id);
    if (!row) throw new NotFoundError('Execution', id);
    return new ExecutionReport(execution, await readReport(reads, row, request));
  }

  @FieldResolver(() => TaskExecutionConnection, { description: 'Its tasks, in the order they were made.' })
  async tasks(
    @Root() { id, reads }: Execution,
    @Args(() => ForwardArguments) part: ForwardArguments,
    @Arg('filter', () => TaskFilter, { nullable: true, description: 'Which ones.' }) filter?: TaskFilter | null,
  ): Promise<TaskExecutionConnection> {
    const narrow: Narrow<TaskExecutionRow> = (query) => {
      query.andWhere('row.execution_id = :executionId', { executionId: id });
      whereText(query, 'name', filter?.name);
      whereIn(query, 'state', filter?.state);
    };
    const page = await reads.tasks.page(pageRequest(part), narrow);
    return new TaskExecutionConnection(
      mapPage(page, (row) => new TaskExecution(row, reads)),
      () => reads.tasks.count(narrow),
    );
  }

  @Mutation(() => ExecutionPayload, {
    description: 'Starts a workflow. When this answers, the execution is kept and its first actions are queued.',
  })
  startExecution(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => StartExecutionInput, { description: 'What to run.' }) input: StartExecutionInput,
  ): Promise<ExecutionPayload> {
    return payloadOf<ExecutionPayload>({ execution: null, replayed: false }, async () => {
      const start = await startOf(parts, input);
      const { row, isReplayed } = await startOnce(parts.engine, parts.executions, start).catch((error: unknown) => {
        throw error instanceof UserError && error.path === undefined ? error.at(['input', 'input']) : error;
      });
      return { execution: new Execution(row, reads), replayed: isReplayed };
    });
  }
}

const MOST_ENTRIES = 1_000;
const MOST_LEVELS = 100;

function reportRequest(
  errorsOnly: boolean,
  maxDepth: number | null | undefined,
  limit: number | null | undefined,
): ReportRequest {
  const request = { errorsOnly, maxDepth: maxDepth ?? MOST_LEVELS, limit: limit ?? MOST_ENTRIES };
  if (request.maxDepth < 0) throw new InputError("'maxDepth' may not be negative.");
  if (request.limit < 1) throw new InputError("'limit' has to be at least 1.");
  if (request.limit > MOST_ENTRIES) throw new LimitError("'limit'", MOST_ENTRIES, request.limit, 'entries');
  return { ...request, maxDepth: Math.min(request.maxDepth, MOST_LEVELS) };
}

function narrowBy(projectId: string, filter: ExecutionFilter | null | undefined): Narrow<ExecutionRow> {
  return (query) => whereHolds(query, allOf(equals('project_id', projectId), executionCondition(filter)));
}
