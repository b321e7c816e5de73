import { reopenTask } from '../beginWaiting.ts';
import type { Draft } from '../Draft.ts';
import type { ChildRerun } from '../Event.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { isFinal } from '../State.ts';

/** A sub-workflow that had ended runs again: its task does, and this execution. */
export function childRerun(draft: Draft, { taskId, from }: ChildRerun): void {
  const task = draft.task(taskId);
  const { runtime, state } = task;
  if (draft.execution.state === 'SUCCESS') return;
  reviveExecution(draft);
  if (!isFinal(state)) {
    draft.setTaskRuntime(taskId, { open: runtime.open + 1, ...lessOne(runtime, from) });
    return;
  }
  reopenTask(draft, task);
  draft.setTask(taskId, { state: 'RUNNING', stateInfo: null, finishedAt: null }, { isForced: true });
  draft.setTaskRuntime(taskId, { items: runtime.items, open: runtime.open + 1, ...lessOne(runtime, from) });
}

function lessOne({ failed, cancelled }: { failed: number; cancelled: number }, from: string) {
  return {
    failed: Math.max(0, failed - (from === 'ERROR' ? 1 : 0)),
    cancelled: Math.max(0, cancelled - (from === 'CANCELLED' ? 1 : 0)),
  };
}
