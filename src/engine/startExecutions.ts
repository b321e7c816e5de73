import type { Id } from '../base/ids.ts';
import type { ExecutionRow } from '../persistence/rows.ts';
import type { TurnReads } from '../persistence/TurnStore.ts';
import { type ExecutionFacts, NOTHING_RUN, type Values, type WorkflowFacts } from '../workflow/Facts.ts';
import { type Begun, beginExecution, type Origin } from './beginExecution.ts';
import { beginLater } from './beginLater.ts';
import type { EngineParts } from './EngineParts.ts';
import { newsOf } from './newsOf.ts';
import { mergeWrites } from './writesOf.ts';

/** A start, checked and ready to be written. */
export interface Start extends Origin {
  readonly projectId: Id;
  readonly workflow: WorkflowFacts;
  /** Where the names of sub-workflows and ad-hoc actions count. */
  readonly namespace: string;
  /** With defaults for what was not given: see `completeInput`. */
  readonly input: Values;
  readonly params: Values;
  readonly description: string | null;
  readonly idempotencyKey: string | null;
  readonly requestHash: string | null;
}

/** A start with the id that its execution will have, given once: trying again cannot make a second one. */
export type IdentifiedStart = Start & { readonly id: Id };

/**
 * Starts executions, all in one transaction, and takes the first turn of each in it, unless it is to begin later: when this
 * returns, the first actions are queued.
 */
export async function startExecutions(parts: EngineParts, starts: readonly IdentifiedStart[]): Promise<ExecutionRow[]> {
  const begun = await Promise.all(starts.map((start) => beginStart(parts, start)));
  const jobs = begun.flatMap((each) => each.jobs);
  const prepared = parts.channel.prepare({ sent: jobs, finished: [] });
  const writes = mergeWrites(begun.map((each) => each.writes));
  await parts.turns.transact((transaction) =>
    transaction.commit({ ...writes, outbox: prepared.outbox }, prepared.sends),
  );
  await prepared.afterCommit();
  parts.onCommitted(newsOf(jobs, { hasChanges: true }));
  return begun.map((each) => each.row);
}

/** What is written and sent for a start. */
export async function beginStart(parts: EngineParts, start: IdentifiedStart): Promise<Begun> {
  const { workflow, startsAt = null } = start;
  const now = parts.clock.now();
  const before = newExecution(start, now);
  return startsAt !== null && startsAt > now
    ? beginLater(workflow, before, { ...start, startsAt })
    : beginExecution(parts, { ...start, workflow, before, read: NOTHING_TO_READ });
}

/** Nothing is stored of an execution that has not begun. */
const NOTHING_TO_READ: TurnReads = {
  tasks: async () => [],
  newestTasks: async () => [],
  taskSet: async () => [],
  results: async () => [],
  items: async () => [],
  action: async () => null,
  openChildren: async () => [],
  params: async () => null,
  executions: async () => [],
  findTasks: async () => [],
  usedKeys: async () => [],
};

function newExecution(start: IdentifiedStart, now: Date): ExecutionFacts {
  return {
    id: start.id,
    projectId: start.projectId,
    rootId: start.id,
    parentTaskId: null,
    index: null,
    workflowName: start.workflow.name,
    namespace: start.namespace,
    state: 'IDLE',
    stateInfo: null,
    description: start.description,
    input: start.input,
    params: start.params,
    context: {},
    output: undefined,
    accepted: false,
    runtime: NOTHING_RUN,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}
