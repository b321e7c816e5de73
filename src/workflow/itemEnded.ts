import type { Id } from '../base/ids.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';
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
  const isUnderWay = before === 'RUNNING' || before === 'PAUSED';
  if (isFinal(before)) return;
  if (!isUnderWay && !runtime.items) return passOver(draft, taskId);
  const task = draft.setTaskRuntime(taskId, {
    open: Math.max(0, runtime.open - 1),
    failed: runtime.failed + (state === 'ERROR' ? 1 : 0),
    cancelled: runtime.cancelled + (state === 'CANCELLED' ? 1 : 0),
    paused: Math.max(0, runtime.paused - (wasPaused ? 1 : 0)),
  });
  if (!isUnderWay) return;
  if (!runtime.items) return draft.planEnd(taskId, state, stateInfo);
  if (task.runtime.cancelled > 0) return completeItems(draft, task);
  if (hasMoreItems(draft, taskId)) return goOn(draft, task);
  if (task.runtime.open === 0) completeItems(draft, task);
}

/** It belongs to an attempt that is over: it does not count beside what the next one will give. */
function passOver(draft: Draft, taskId: Id): void {
  draft.changeResults({ kind: 'unaccept', taskId, which: 'all' });
}

function goOn(draft: Draft, { id, runtime }: TaskFacts): void {
  if (draft.execution.state === 'RUNNING') return runTask(draft, id);
  if (runtime.open === 0) holdTask(draft, id, null);
}
