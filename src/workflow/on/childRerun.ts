import { reopenTask } from '../beginWaiting.ts';
import type { Draft } from '../Draft.ts';
import type { ChildRerun } from '../Event.ts';
import type { TaskRuntime } from '../Facts.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { isFinal } from '../State.ts';
import { completeItems } from '../withItems.ts';

/**
 * A sub-workflow that had ended runs again: its task does, and this execution. How the runs of the task stand is looked up,
 * so that being told twice, or after the sub-workflow has ended once more, does no harm.
 */
export function childRerun(draft: Draft, { taskId }: ChildRerun): void {
  const task = draft.task(taskId);
  const { runtime, state } = task;
  if (draft.execution.state === 'SUCCESS' || state === 'SUCCESS' || state === 'SKIPPED') return;
  const counts = countsOf(draft, taskId);
  if (counts.open === 0 && counts.failed + counts.cancelled > 0) return;
  reviveExecution(draft);
  if (isFinal(state)) {
    reopenTask(draft, task);
    draft.setTask(taskId, { state: 'RUNNING', stateInfo: null, finishedAt: null }, { isForced: true });
  }
  const reopened = draft.setTaskRuntime(taskId, { items: runtime.items, ...counts });
  if (counts.open === 0) completeItems(draft, reopened);
}

function countsOf(draft: Draft, taskId: string): Pick<TaskRuntime, 'open' | 'failed' | 'cancelled'> {
  const items = draft.items(taskId);
  const ended = (state: string) => items.filter((item) => item.accepted && item.state === state).length;
  const open = items.filter((item) => !isFinal(item.state)).length;
  return { open, failed: ended('ERROR'), cancelled: ended('CANCELLED') };
}
