import { ConflictError, IllegalStateError, InputError } from '../../base/errors.ts';
import { applyPolicies } from '../beginTask.ts';
import { reopenTask } from '../beginWaiting.ts';
import type { Draft } from '../Draft.ts';
import type { RerunTask } from '../Event.ts';
import { mergeEnvironment } from '../environment.ts';
import type { TaskFacts } from '../Facts.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { MOVES } from '../State.ts';

/** Somebody lets a task run again that failed or was cancelled, and with it the executions above. */
export function rerunTask(draft: Draft, { taskId, isReset, env }: RerunTask): void {
  const task = draft.task(taskId);
  assertRerunnable(draft, task, isReset);
  const failedItems = isReset ? [] : itemsToRepeat(draft, task);
  const { items } = task.runtime;
  mergeEnvironment(draft, env);
  reviveExecution(draft);
  reopenTask(draft, task);
  draft.changeResults({ kind: 'unaccept', taskId, which: isReset ? 'all' : 'failed' });
  draft.setTask(taskId, { state: 'RUNNING', stateInfo: null, finishedAt: null, startedAt: draft.surroundings.now });
  if (!isReset && items) draft.setTaskRuntime(taskId, { items, rerun: failedItems, failed: 0 });
  applyPolicies(draft, draft.task(taskId));
}

function assertRerunnable(draft: Draft, task: TaskFacts, isReset: boolean): void {
  const { execution } = draft;
  if (task.state !== 'ERROR' && task.state !== 'CANCELLED') {
    throw new IllegalStateError('TaskExecution', task.id, task.state, 'RUNNING', MOVES[task.state]);
  }
  if (execution.state === 'SUCCESS') {
    throw new IllegalStateError('Execution', execution.id, execution.state, 'RUNNING', []);
  }
  if (execution.state === 'PAUSED') throw new ConflictError('The execution is paused; resume it first.');
  if (!isReset && !draft.spec(task.name).withItems) {
    throw new InputError("Only a task with 'with-items' can run its failed items alone.");
  }
}

/** The items that failed or were cancelled. */
function itemsToRepeat(draft: Draft, task: TaskFacts): readonly number[] {
  const failed = draft.items(task.id).filter(({ accepted, state }) => accepted && state !== 'SUCCESS');
  return [...new Set(failed.flatMap(({ index }) => (index === null ? [] : [index])))].sort((a, b) => a - b);
}
