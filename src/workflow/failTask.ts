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
  if (!isFinal(draft.task(task.id).state)) {
    draft.setTask(task.id, { state: 'ERROR', stateInfo: reason, processed: true, finishedAt: now });
    draft.count('openTasks', -1);
  }
  if (!isFinal(draft.execution.state)) failExecution(draft, reason);
}
