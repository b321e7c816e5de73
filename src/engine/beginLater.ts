import { NOTHING_WRITTEN } from '../persistence/TurnStore.ts';
import type { ExecutionFacts, WorkflowFacts } from '../workflow/Facts.ts';
import { assertSizes } from './assertSizes.ts';
import { type Begun, type Origin, rowOf } from './beginExecution.ts';
import { changeRow, turnJob } from './writesOf.ts';

/**
 * Stores an execution that is to begin at a later time, with the job that begins it then. Until then it is IDLE, and may be
 * cancelled. The job may come twice: what has begun does not begin again.
 */
export function beginLater(
  workflow: WorkflowFacts,
  execution: ExecutionFacts,
  origin: Origin & { readonly startsAt: Date },
): Begun {
  const { id, createdAt: now } = execution;
  const waiting = { ...execution, stateInfo: `Begins at ${origin.startsAt.toISOString()}.` };
  const row = rowOf(workflow, waiting, origin);
  const { state: to, stateInfo } = waiting;
  const change = changeRow({ kind: 'EXECUTION', entityId: id, from: null, to, stateInfo }, waiting, now);
  const writes = { ...NOTHING_WRITTEN, newExecutions: [row], changes: [change] };
  assertSizes(writes);
  return { row, writes, jobs: [{ ...turnJob(id, { kind: 'executionStarted' }), startAfter: origin.startsAt }] };
}
