import { ConflictError, IllegalStateError, InputError } from '../../base/errors.ts';
import { applyPolicies } from '../beginTask.ts';
import { reopenTask } from '../beginWaiting.ts';
import type { Draft } from '../Draft.ts';
import type { RerunTask } from '../Event.ts';
import { mergeEnvironment } from '../environment.ts';
import type { TaskFacts, TaskRuntime } from '../Facts.ts';
import { reviveExecution } from '../reviveExecution.ts';
import { MOVES } from '../State.ts';

/** Somebody lets a task run again that failed or was cancelled, and with it the executions above. */
export function rerunTask(draft: Draft, { taskId, isReset, env }: RerunTask): void {
  const task = draft.task(taskId);
  assertRerunnable(draft, task, isReset);
  const { items } = task.runtime;
  const kept = isReset || !items ? {} : { items, ...itemsToRepeat(draft, task, items.started) };
  mergeEnvironment(draft, env);
  reviveExecution(draft);
  reopenTask(draft, task);
  draft.changeResults({ kind: 'discard', taskId, which: isReset ? 'all' : 'failed' });
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

/** The items that neither succeeded nor are still under way, and how many are. */
function itemsToRepeat(draft: Draft, task: TaskFacts, started: number): Pick<TaskRuntime, 'rerun' | 'open'> {
  const items = draft.items(task.id);
  const kept = new Set(
    items.filter(({ accepted, state }) => !accepted || state === 'SUCCESS').map(({ index }) => index),
  );
  return {
    rerun: Array.from({ length: started }, (_, index) => index).filter((index) => !kept.has(index)),
    open: items.filter(({ accepted }) => !accepted).length,
  };
}
