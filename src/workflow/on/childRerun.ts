import { reopenTask } from '../beginWaiting.ts';
import type { Draft } from '../Draft.ts';
import type { ChildRerun } from '../Event.ts';
import type { ItemFacts, TaskRuntime } from '../Facts.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { isFinal, type State } from '../State.ts';
import { completeItems } from '../withItems.ts';

/**
 * A sub-workflow that had ended runs again: its task does, and this execution. How the runs of the task stand is looked up,
 * so that being told twice, or after the sub-workflow has ended once more, does no harm. One that its task has gone on
 * without is no longer among them.
 */
export function childRerun(draft: Draft, { childId, taskId }: ChildRerun): void {
  const task = draft.task(taskId);
  const { runtime, state } = task;
  const items = draft.items(taskId);
  if (draft.execution.state === 'SUCCESS' || state === 'SUCCESS' || state === 'SKIPPED') return;
  if (!items.some(({ id }) => id === childId)) return;
  const counts = countsOf(items);
  if (counts.open === 0 && counts.failed + counts.cancelled > 0) return;
  reviveExecution(draft);
  if (isFinal(state)) {
    reopenTask(draft, task);
    draft.setTask(taskId, { state: 'RUNNING', stateInfo: null, finishedAt: null }, { isForced: true });
  }
  const reopened = draft.setTaskRuntime(taskId, { items: runtime.items, ...counts });
  if (counts.open === 0) completeItems(draft, reopened);
}

/** One that has ended once more, and whose result has not been taken, is still to tell so: it counts as open. */
function countsOf(items: readonly ItemFacts[]): Pick<TaskRuntime, 'open' | 'failed' | 'cancelled'> {
  const ended = (state: State) => items.filter((item) => item.accepted && item.state === state).length;
  return {
    open: items.filter(({ accepted }) => !accepted).length,
    failed: ended('ERROR'),
    cancelled: ended('CANCELLED'),
  };
}
