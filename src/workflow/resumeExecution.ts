import { messageOf } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import { followTransitions } from './completeTask.ts';
import type { Draft } from './Draft.ts';
import { mergeEnvironment } from './environment.ts';
import type { TaskFacts, Values } from './Facts.ts';
import { failTask } from './failTask.ts';
import { tellChildren, tellParent } from './relatives.ts';
import { runTask } from './runTask.ts';

/**
 * Lets an execution go on: its sub-workflows, what was to come after a pause, tasks that were held before they began, and
 * what follows from tasks that ended meanwhile.
 */
export function resumeExecution(draft: Draft, env: Values | null): void {
  mergeEnvironment(draft, env);
  tellChildren(draft, { kind: 'resume', env: null });
  draft.setExecution({ state: 'RUNNING', stateInfo: null });
  tellParent(draft, (taskId) => ({ kind: 'childUpdated', taskId, state: 'RUNNING' }));
  const { backlog } = draft.execution.runtime;
  draft.setRuntime({ backlog: [] });
  for (const step of backlog) draft.plan({ kind: 'step', step });
  for (const task of draft.tasksIn('idle')) begin(draft, task);
  for (const task of draft.tasksIn('unprocessed')) follow(draft, task);
}

function begin(draft: Draft, task: TaskFacts): void {
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
