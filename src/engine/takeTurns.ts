import { LimitError, messageOf, NotFoundError, UserError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { parseJson } from '../base/json.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type {
  ArrivedChildRow,
  ArrivedRow,
  Opened,
  ResultRow,
  TurnTransaction,
  TurnWrites,
} from '../persistence/TurnStore.ts';
import type { NewJob, QueueName } from '../queue/jobs.ts';
import { decideToFail } from '../workflow/decide.ts';
import type { Event } from '../workflow/Event.ts';
import type { ExecutionFacts, Facts } from '../workflow/Facts.ts';
import type { State } from '../workflow/State.ts';
import { beginChildren } from './beginExecution.ts';
import { decideWithFacts } from './decideWithFacts.ts';
import type { EngineParts } from './EngineParts.ts';
import { executionFacts, factsOf, taskFacts } from './facts.ts';
import { newsOf } from './newsOf.ts';
import { surroundingsOf } from './surroundingsOf.ts';
import { triggerEnds } from './triggerEnds.ts';
import { mergeWrites, writesOf } from './writesOf.ts';

/** What an execution is told from outside, besides results of actions. */
export type Told = Exclude<Event, { kind: 'actionCompleted' | 'childCompleted' }> | ChildEnded;

/** A sub-workflow run has ended; whether that is new, the turn finds out. */
export interface ChildEnded {
  readonly kind: 'childEnded';
  readonly childId: Id;
}

/** Something an execution has to deal with: the result of an action or an event, and the job that is done with it. */
export interface TurnRequest {
  /** `null`: of an action that runs alone, whose result is only stored. */
  readonly executionId: Id | null;
  readonly taskId: Id | null;
  readonly result?: ResultRow;
  /** Why the result could not be finished: see `finishResult`. */
  readonly problem?: string;
  readonly told?: Told;
  readonly job: { readonly queue: QueueName; readonly id: string } | null;
}

/** Whether it counted. A result that comes twice, or for an action that has ended, does not. */
export type TurnOutcome = 'ACCEPTED' | 'LATE';

/**
 * Takes one turn of each execution that something happened to, all in one transaction: results, decisions, their rows, the
 * next jobs, the change log and the removal of the finished jobs commit together or not at all. Results of actions that run
 * alone travel along. What is asked for and cannot be done has its error in the place of its outcome.
 */
export async function takeTurns(
  parts: EngineParts,
  requests: readonly TurnRequest[],
): Promise<(TurnOutcome | UserError)[]> {
  const { prepared, outcomes, news } = await parts.turns.transact(async (transaction) => {
    const opened = await transaction.open(openRequest(requests));
    const turns = await decideAll(parts, transaction, opened, requests);
    const jobs = turns.flatMap((turn) => turn.jobs);
    const prepared = parts.channel.prepare({ sent: jobs, finished: finishedJobs(requests) });
    const writes = mergeWrites(turns.map((turn) => turn.writes));
    await transaction.commit({ ...writes, outbox: prepared.outbox }, prepared.sends);
    const alone = storedAlone(opened, requests);
    const outcomes = new Map([...alone, ...turns.flatMap((turn) => [...turn.outcomes])]);
    return {
      prepared,
      outcomes,
      news: newsOf(jobs, {
        hasChanges: writes.changes.length > 0,
        hasResults: alone.length > 0,
        hasStops: requests.some(mayStop),
      }),
    };
  });
  await prepared.afterCommit();
  parts.onCommitted(news);
  return requests.map((request) => outcomes.get(request) ?? outcomeOfNothing(request));
}

/** Whether actions may be under way that are not wanted after this: who runs them looks. */
function mayStop({ told, result, job }: TurnRequest): boolean {
  if (!told) return result !== undefined && job === null;
  return told.kind === 'stop' || told.kind === 'timeLimitReached' || told.kind === 'timerFired';
}

/** There was no execution to take a turn of, or nothing new for it. */
function outcomeOfNothing({ told, executionId }: TurnRequest): TurnOutcome | UserError {
  return told && told.kind !== 'childEnded' ? new NotFoundError('Execution', String(executionId)) : 'LATE';
}

/** Of actions that run alone nothing follows: their results are stored with those of the others. */
function storedAlone({ arrived }: Opened, requests: readonly TurnRequest[]): [TurnRequest, TurnOutcome][] {
  const open = new Map(arrived.map((row) => [row.id, row]));
  return requests.flatMap((request) => {
    const isAlone = request.executionId === null && request.result !== undefined;
    return isAlone ? take(open, request.result.id).map((): [TurnRequest, TurnOutcome] => [request, ACCEPTED]) : [];
  });
}

function openRequest(requests: readonly TurnRequest[]) {
  const results = new Map(requests.flatMap(({ result }) => (result ? [[result.id, result] as const] : [])));
  return {
    executionIds: [...new Set(requests.flatMap(({ executionId }) => executionId ?? []))].sort(),
    taskIds: [...new Set(requests.flatMap(({ taskId }) => (taskId === null ? [] : [taskId])))],
    // The order in which rows are locked has to be the same for everybody.
    results: [...results.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    childIds: [...new Set(requests.flatMap(({ told }) => (told?.kind === 'childEnded' ? [told.childId] : [])))].sort(),
  };
}

function finishedJobs(requests: readonly TurnRequest[]): { queue: QueueName; ids: string[] }[] {
  const jobs = requests.flatMap(({ job }) => (job ? [job] : []));
  return [...Map.groupBy(jobs, ({ queue }) => queue)].map(([queue, group]) => ({
    queue,
    ids: group.map(({ id }) => id),
  }));
}

interface Turn {
  readonly writes: TurnWrites;
  readonly jobs: readonly NewJob[];
  readonly outcomes: ReadonlyMap<TurnRequest, TurnOutcome | UserError>;
}

/** An event, and the request that it comes from. */
interface Arrival {
  readonly request: TurnRequest;
  readonly event: Event;
}

async function decideAll(
  parts: EngineParts,
  transaction: TurnTransaction,
  opened: Opened,
  requests: readonly TurnRequest[],
): Promise<Turn[]> {
  const byExecution = Map.groupBy(requests, ({ executionId }) => executionId);
  const turns: Turn[] = [];
  for (const row of opened.executions) {
    // What has ended first: the rows say so already, and whoever looks at them must not find an end that is still to come.
    const arrivals = arrivalsOf(opened, byExecution.get(row.id) ?? []).toSorted(
      (left, right) => Number(hasEnded(right.event)) - Number(hasEnded(left.event)),
    );
    if (arrivals.length > 0) turns.push(await takeTurn(parts, transaction, { row, opened, arrivals }));
  }
  return turns;
}

function hasEnded({ kind }: Event): boolean {
  return kind === 'actionCompleted' || kind === 'childCompleted';
}

function arrivalsOf({ arrived, arrivedChildren }: Opened, requests: readonly TurnRequest[]): Arrival[] {
  const actions = new Map(arrived.map((row) => [row.id, row]));
  const children = new Map(arrivedChildren.map((row) => [row.id, row]));
  return requests.flatMap((request): Arrival[] => {
    const { result, told, problem } = request;
    if (result) {
      return take(actions, result.id).map((row) => ({
        request,
        event: { ...actionCompleted(row, result), ...(problem !== undefined && { problem }) },
      }));
    }
    if (told?.kind !== 'childEnded') return told ? [{ request, event: told }] : [];
    return take(children, told.childId).map((row) => ({ request, event: childCompleted(row) }));
  });
}

/** What is asked for twice is there once. */
function take<Row>(rows: Map<Id, Row>, id: Id): Row[] {
  const row = rows.get(id);
  rows.delete(id);
  return row === undefined ? [] : [row];
}

function actionCompleted(row: ArrivedRow, { state, output }: ResultRow): Extract<Event, { kind: 'actionCompleted' }> {
  return {
    kind: 'actionCompleted',
    actionExecutionId: row.id,
    taskId: row.task_id as Id,
    actionName: row.name,
    index: row.item_index,
    from: row.from_state as State,
    state,
    output: parseJson(output),
    ...(row.discarded_at !== null && { isDiscarded: true }),
  };
}

function childCompleted(row: ArrivedChildRow): Event {
  return {
    kind: 'childCompleted',
    childId: row.id,
    taskId: row.parent_task_id as Id,
    index: row.item_index,
    state: row.state as 'SUCCESS' | 'ERROR' | 'CANCELLED',
    stateInfo: row.state_info,
  };
}

async function takeTurn(
  parts: EngineParts,
  transaction: TurnTransaction,
  { row, opened, arrivals }: { row: ExecutionRow; opened: Opened; arrivals: readonly Arrival[] },
): Promise<Turn> {
  const tasks = opened.tasks.filter((task) => task.execution_id === row.id).map(taskFacts);
  const start = factsOf(await parts.specOf(row.workflow_id, row.revision), executionFacts(row), tasks);
  const events = arrivals.map(({ event }) => event);
  const surroundings = surroundingsOf(parts);
  try {
    const known = withArrived(start, events);
    const { decision, facts } = await decideWithFacts(parts, known, events, surroundings, transaction.read);
    const own = writesOf(facts, decision, surroundings.now);
    const children = await beginChildren(parts, facts, decision, transaction.read);
    const outcomes = arrivals.map(({ request }, index) => [request, decision.refusals.get(index) ?? ACCEPTED] as const);
    return {
      writes: mergeWrites([own.writes, children.writes]),
      jobs: [...own.jobs, ...children.jobs, ...endOf(row, decision.execution)],
      outcomes: new Map(outcomes),
    };
  } catch (error) {
    if (!(error instanceof LimitError))
      parts.log.error({ executionId: row.id, error: messageOf(error) }, 'decision failed');
    const reason = error instanceof UserError ? error.message : 'An internal error stopped this execution.';
    const failed = writesOf(start, decideToFail(start, events, surroundings, reason), surroundings.now);
    const jobs = [...failed.jobs, ...triggerEnds(row.triggered_by, row.state as State, 'ERROR')];
    return { ...failed, jobs, outcomes: new Map(arrivals.map(({ request }) => [request, ACCEPTED])) };
  }
}

function endOf(row: ExecutionRow, after: ExecutionFacts | null): NewJob[] {
  return after === null ? [] : triggerEnds(row.triggered_by, row.state as State, after.state);
}

const ACCEPTED: TurnOutcome = 'ACCEPTED';

/** The only result of a task that has no items is at hand: expressions that ask for it need no further read. */
function withArrived(facts: Facts, events: readonly Event[]): Facts {
  const resultsByTask = new Map(facts.resultsByTask);
  for (const event of events) {
    if (event.kind !== 'actionCompleted' || event.index !== null || event.isDiscarded) continue;
    const isFirst = facts.tasks.get(event.taskId)?.runtime.run === 1;
    if (isFirst) resultsByTask.set(event.taskId, [event.output]);
  }
  return { ...facts, resultsByTask };
}
