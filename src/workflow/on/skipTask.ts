import { IllegalStateError } from '../../base/errors.ts';
import { reopenTask } from '../beginWaiting.ts';
import { followTransitions } from '../completeTask.ts';
import type { Draft } from '../Draft.ts';
import type { SkipTask } from '../Event.ts';
import { publish } from '../publish.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { MOVES } from '../State.ts';

/** Somebody passes over a task that failed. It goes on by `on-skip`, or where there is none as if it had succeeded. */
export function skipTask(draft: Draft, { taskId }: SkipTask): void {
  const task = draft.task(taskId);
  const { execution } = draft;
  if (task.state !== 'ERROR') {
    throw new IllegalStateError('TaskExecution', taskId, task.state, 'SKIPPED', MOVES[task.state]);
  }
  if (execution.state === 'SUCCESS') {
    throw new IllegalStateError('Execution', execution.id, execution.state, 'RUNNING', []);
  }
  reviveExecution(draft);
  reopenTask(draft, task);
  draft.setTask(taskId, { state: 'SKIPPED', stateInfo: null, finishedAt: draft.surroundings.now });
  publish(draft, draft.spec(task.name), taskId, 'SKIPPED');
  followTransitions(draft, taskId);
}
