import type { Id } from '../base/ids.ts';
import type { Draft } from './Draft.ts';
import { holdTask } from './holdTask.ts';
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
  if (!isUnderWay(before)) return;
  if (!runtime.items) return draft.planEnd(taskId, state, stateInfo);
  if (task.runtime.cancelled > 0) return completeItems(draft, task);
  if (hasMoreItems(draft, taskId)) return draft.planNextItems(taskId);
  if (task.runtime.open === 0) completeItems(draft, task);
}

/** Lets the next items run for all that have ended. Where the execution does not go on now, they are held. */
export function runNextItems(draft: Draft, taskId: Id): void {
  const { state, runtime } = draft.task(taskId);
  if (!isUnderWay(state) || !hasMoreItems(draft, taskId)) return;
  if (draft.execution.state === 'RUNNING') return runTask(draft, taskId);
  if (runtime.open === 0) holdTask(draft, taskId, null);
}

const isUnderWay = (state: State) => state === 'RUNNING' || state === 'PAUSED';
