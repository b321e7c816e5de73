import type { Id } from '../base/ids.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';
import { runTask } from './runTask.ts';
import { isFinal, type State } from './State.ts';
import { hasMoreItems } from './withItems.ts';

interface Ended {
  readonly state: Extract<State, 'SUCCESS' | 'ERROR' | 'CANCELLED'>;
  readonly stateInfo: string | null;
  readonly wasPaused: boolean;
}

/** An action or a sub-workflow of a task has ended: the task ends with its last one, or lets the next item run. */
export function itemEnded(draft: Draft, taskId: Id, { state, stateInfo, wasPaused }: Ended): void {
  const { runtime, state: before } = draft.task(taskId);
  if (isFinal(before)) return;
  const task = draft.setTaskRuntime(taskId, {
    open: Math.max(0, runtime.open - 1),
    failed: runtime.failed + (state === 'ERROR' ? 1 : 0),
    cancelled: runtime.cancelled + (state === 'CANCELLED' ? 1 : 0),
    paused: Math.max(0, runtime.paused - (wasPaused ? 1 : 0)),
  });
  if (!runtime.items) return draft.plan({ kind: 'complete', taskId, state, stateInfo });
  if (task.runtime.cancelled > 0) return completeItems(draft, task);
  if (hasMoreItems(draft, taskId)) return runTask(draft, taskId);
  if (task.runtime.open === 0) completeItems(draft, task);
}

/** As Mistral: one cancelled item ends the task at once, a failed one only makes it fail in the end. */
function completeItems(draft: Draft, { id: taskId, runtime }: TaskFacts): void {
  const plan = (state: State, stateInfo: string | null) => draft.plan({ kind: 'complete', taskId, state, stateInfo });
  if (runtime.cancelled > 0) return plan('CANCELLED', 'One or more actions was cancelled.');
  if (runtime.failed > 0) return plan('ERROR', 'One or more actions had failed.');
  plan('SUCCESS', null);
}
