import { messageOf } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import { followTransitions } from './completeTask.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';
import { failTask } from './failTask.ts';
import { runTask } from './runTask.ts';

/**
 * Does what an execution held back while it was paused or had ended: what was to come after a `pause`, tasks that were held
 * before they began or between their items, and what follows from tasks that ended meanwhile.
 */
export function goOn(draft: Draft): void {
  if (draft.execution.state !== 'RUNNING') return;
  const { backlog } = draft.execution.runtime;
  draft.setRuntime({ backlog: [] });
  for (const step of backlog) draft.plan({ kind: 'step', step });
  for (const task of draft.tasksIn('idle')) begin(draft, task);
  for (const task of draft.tasksIn('unprocessed')) follow(draft, task);
}

function begin(draft: Draft, task: TaskFacts): void {
  if (draft.execution.state !== 'RUNNING') return;
  draft.setTask(task.id, { state: 'RUNNING', stateInfo: null });
  runTask(draft, task.id);
}

/** As Mistral: a task that ended in the meantime cannot pause what has just been resumed. */
function follow(draft: Draft, task: TaskFacts): void {
  try {
    followTransitions(draft, task.id, { mayPause: false });
  } catch (error) {
    if (error instanceof Interruption) throw error;
    failTask(draft, task, `Failed to complete task [task=${task.name}]: ${messageOf(error)}`);
  }
}
