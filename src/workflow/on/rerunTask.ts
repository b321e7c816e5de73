import { ConflictError, IllegalStateError, InputError } from '../../base/errors.ts';
import { applyPolicies } from '../beginTask.ts';
import { reopenTask } from '../beginWaiting.ts';
import type { Draft } from '../Draft.ts';
import type { RerunTask } from '../Event.ts';
import { mergeEnvironment } from '../environment.ts';
import type { TaskFacts, TaskRuntime } from '../Facts.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { isFinal, MOVES } from '../State.ts';

/** Somebody lets a task run again that failed or was cancelled, and with it the executions above. */
export function rerunTask(draft: Draft, { taskId, isReset, env }: RerunTask): void {
  const task = draft.task(taskId);
  assertRerunnable(draft, task, isReset);
  const { items } = task.runtime;
  const kept = isReset || !items ? {} : { items, ...itemsToRepeat(draft, task) };
  mergeEnvironment(draft, env);
  reviveExecution(draft);
  reopenTask(draft, task);
  draft.changeResults({ kind: 'unaccept', taskId, which: isReset ? 'all' : 'failed' });
  draft.setTask(taskId, { state: 'RUNNING', stateInfo: null, finishedAt: null, startedAt: draft.surroundings.now });
  draft.setTaskRuntime(taskId, kept);
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

/** The items that failed or were cancelled, and how many are still under way. */
function itemsToRepeat(draft: Draft, task: TaskFacts): Pick<TaskRuntime, 'rerun' | 'open'> {
  const items = draft.items(task.id);
  const failed = items.filter(({ accepted, state }) => accepted && state !== 'SUCCESS');
  return {
    rerun: [...new Set(failed.flatMap(({ index }) => (index === null ? [] : [index])))].sort((a, b) => a - b),
    open: items.filter(({ state }) => !isFinal(state)).length,
  };
}
