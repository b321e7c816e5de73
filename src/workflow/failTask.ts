import { failExecution } from './completeExecution.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';
import { isFinal } from './State.ts';

/**
 * Ends a task whose own expressions cannot be evaluated. As Mistral: the execution ends in ERROR at once and the task's
 * `on-error` is not followed, because what it says cannot be trusted either.
 */
export function failTask(draft: Draft, task: TaskFacts, reason: string): void {
  const { now } = draft.surroundings;
  const { state, processed } = draft.task(task.id);
  if (!isFinal(state)) {
    if (state === 'WAITING') draft.count('waitingTasks', -1);
    draft.setTask(task.id, { state: 'ERROR', stateInfo: reason, finishedAt: now });
  }
  if (!processed) {
    draft.patchTask(task.id, { processed: true });
    draft.count('openTasks', -1);
    if (!draft.task(task.id).hasNext) draft.count('endTasks', 1);
  }
  if (!isFinal(draft.execution.state)) failExecution(draft, reason);
}
