import { completeTask } from '../completeTask.ts';
import type { Draft } from '../Draft.ts';
import type { ActionCompleted } from '../Event.ts';
import { isFinal } from '../State.ts';

/** A result is in. The task ends with its last action; what comes for a task that has ended is only recorded. */
export function actionCompleted(draft: Draft, event: ActionCompleted): void {
  draft.record('ACTION', event.actionExecutionId, 'RUNNING', event.state, null);
  const before = draft.task(event.taskId);
  if (isFinal(before.state)) return;
  const { runtime } = before;
  const task = draft.setTask(before.id, {
    runtime: {
      ...runtime,
      openActions: runtime.openActions - 1,
      failedActions: runtime.failedActions + (event.state === 'SUCCESS' ? 0 : 1),
    },
  });
  if (task.runtime.openActions > 0) return;
  completeTask(draft, task, event.state, event.state === 'SUCCESS' ? null : failureText(event));
}

function failureText(event: ActionCompleted): string {
  return typeof event.output === 'string' ? event.output : `Action '${event.actionName}' failed.`;
}
