import type { Id } from '../base/ids.ts';
import type { Draft } from './Draft.ts';
import { runTask } from './runTask.ts';
import { isFinal, type State } from './State.ts';
import { completeItems, hasMoreItems } from './withItems.ts';

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
