import type { Clock } from '../base/clock.ts';
import { LimitError, messageOf, UserError } from '../base/errors.ts';
import { type Id, newId, newUuid } from '../base/ids.ts';
import { parseJson } from '../base/json.ts';
import type { Logger } from '../base/logger.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type {
  ArrivedRow,
  Opened,
  ResultRow,
  TurnStore,
  TurnTransaction,
  TurnWrites,
} from '../persistence/TurnStore.ts';
import type { JobChannel } from '../queue/JobChannel.ts';
import type { NewJob, QueueName } from '../queue/jobs.ts';
import type { Decision } from '../workflow/Decision.ts';
import type { Surroundings } from '../workflow/Draft.ts';
import { decideToFail } from '../workflow/decide.ts';
import type { Event } from '../workflow/Event.ts';
import type { Facts } from '../workflow/Facts.ts';
import { decideWithFacts } from './decideWithFacts.ts';
import { executionFacts, factsOf, taskFacts } from './facts.ts';
import { mergeWrites, writesOf } from './writesOf.ts';

/** What the engine needs around it. */
export interface EngineParts {
  readonly turns: TurnStore;
  readonly channel: JobChannel;
  readonly clock: Clock;
  readonly log: Logger;
  specOf(workflowId: Id, revision: number): Promise<WorkflowSpec>;
  actionProblem: Surroundings['actionProblem'];
  /** Called after a commit: jobs are waiting, changes are there to be read. */
  onCommitted(news: { readonly hasJobs: boolean; readonly hasChanges: boolean }): void;
}

/** A result, and the job that is done with it. */
export interface Report {
  readonly executionId: Id;
  readonly taskId: Id;
  readonly result: ResultRow;
  readonly job: { readonly queue: QueueName; readonly id: string } | null;
}

/** Whether a result counted. One that comes twice, or for an action that has ended, does not. */
export type ReportOutcome = 'ACCEPTED' | 'LATE';

/**
 * Takes one turn of each execution that has results, all in one transaction: results, decisions, their rows, the next jobs,
 * the change log and the removal of the finished jobs commit together or not at all.
 */
export async function takeTurns(parts: EngineParts, reports: readonly Report[]): Promise<ReportOutcome[]> {
  const { prepared, arrivedIds, news } = await parts.turns.transact(async (transaction) => {
    const opened = await transaction.open(requestOf(reports));
    const decided = await decideAll(parts, transaction, opened, reports);
    const jobs = decided.flatMap((each) => each.jobs);
    const prepared = parts.channel.prepare({ sent: jobs, finished: finishedJobs(reports) });
    const writes = mergeWrites(decided.map((each) => each.writes));
    await transaction.commit({ ...writes, outbox: prepared.outbox }, prepared.sends);
    const news = { hasJobs: jobs.length > 0, hasChanges: writes.changes.length > 0 };
    return { prepared, arrivedIds: new Set(opened.arrived.map((row) => row.id)), news };
  });
  await prepared.afterCommit();
  parts.onCommitted(news);
  return reports.map((report) => (arrivedIds.has(report.result.id) ? 'ACCEPTED' : 'LATE'));
}

function requestOf(reports: readonly Report[]) {
  const results = new Map(reports.map((report) => [report.result.id, report.result]));
  return {
    executionIds: [...new Set(reports.map((report) => report.executionId))].sort(),
    taskIds: [...new Set(reports.map((report) => report.taskId))],
    // The order in which rows are locked has to be the same for everybody.
    results: [...results.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
  };
}

function finishedJobs(reports: readonly Report[]): { queue: QueueName; ids: string[] }[] {
  const byQueue = new Map<QueueName, string[]>();
  for (const { job } of reports) {
    if (job) byQueue.set(job.queue, [...(byQueue.get(job.queue) ?? []), job.id]);
  }
  return [...byQueue].map(([queue, ids]) => ({ queue, ids }));
}

interface Decided {
  readonly writes: TurnWrites;
  readonly jobs: readonly NewJob[];
}

async function decideAll(
  parts: EngineParts,
  transaction: TurnTransaction,
  opened: Opened,
  reports: readonly Report[],
): Promise<Decided[]> {
  const results = new Map(reports.map((report) => [report.result.id, report.result]));
  const decided: Decided[] = [];
  for (const row of opened.executions) {
    const arrived = opened.arrived.filter((each) => each.execution_id === row.id);
    if (arrived.length === 0) continue;
    const tasks = opened.tasks.filter((task) => task.execution_id === row.id).map(taskFacts);
    const facts = factsOf(await parts.specOf(row.workflow_id, row.revision), executionFacts(row), tasks);
    const events = arrived.map((each) => eventOf(each, results.get(each.id) as ResultRow));
    decided.push(await decideOne(parts, transaction, row, withArrived(facts, events), events));
  }
  return decided;
}

function eventOf(arrived: ArrivedRow, result: ResultRow): Extract<Event, { kind: 'actionCompleted' }> {
  return {
    kind: 'actionCompleted',
    actionExecutionId: arrived.id,
    taskId: arrived.task_id as Id,
    actionName: arrived.name,
    index: arrived.item_index,
    state: result.state,
    output: parseJson(result.output),
  };
}

/** A task's only result is at hand: expressions that ask for it need no further read. */
function withArrived(facts: Facts, events: readonly Extract<Event, { kind: 'actionCompleted' }>[]): Facts {
  const single = events.filter((event) => event.index === null);
  return { ...facts, resultsByTask: new Map(single.map((event) => [event.taskId, [event.output]])) };
}

async function decideOne(
  parts: EngineParts,
  transaction: TurnTransaction,
  row: ExecutionRow,
  facts: Facts,
  events: readonly Event[],
): Promise<Decided> {
  const surroundings = surroundingsOf(parts);
  const write = (decision: Decision) => writesOf(facts.execution, row.workflow_name, decision, surroundings.now);
  try {
    return write(await decideWithFacts(facts, events, surroundings, transaction.read));
  } catch (error) {
    if (!(error instanceof LimitError))
      parts.log.error({ executionId: row.id, error: messageOf(error) }, 'decision failed');
    const reason = error instanceof UserError ? error.message : 'An internal error stopped this execution.';
    return write(decideToFail(facts, events, surroundings, reason));
  }
}

export function surroundingsOf(parts: EngineParts): Surroundings {
  return { now: parts.clock.now(), newId, newUuid, random: Math.random, actionProblem: parts.actionProblem };
}
