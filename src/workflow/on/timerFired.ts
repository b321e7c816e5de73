import type { Draft } from '../Draft.ts';
import type { TimerFired } from '../Event.ts';
import type { TaskFacts } from '../Facts.ts';
import { holdTask } from '../holdTask.ts';
import { runTask } from '../runTask.ts';
import { isFinal } from '../State.ts';

/** A delay of a task is over. A timer of an earlier run, or of a task that has ended, means nothing. */
export function timerFired(draft: Draft, { taskId, timer, run, seconds, outcome }: TimerFired): void {
  const task = draft.task(taskId);
  if (isFinal(task.state)) return;
  if (timer === 'timeout') return timedOut(draft, task, run, seconds);
  if (task.state !== 'DELAYED' || task.runtime.run !== run) return;
  if (timer === 'run') return begin(draft, task);
  if (timer === 'join') return waitAgain(draft, task);
  if (outcome) draft.planEnd(taskId, outcome.state, outcome.stateInfo);
}

function timedOut(draft: Draft, { id, runtime }: TaskFacts, run: number, seconds: number): void {
  if (runtime.timeoutRun !== run) return;
  // What has not ended by now is not waited for: its end must not count for another attempt.
  if (runtime.open > 0) draft.changeResults({ kind: 'discard', taskId: id, which: 'open' });
  draft.setTaskRuntime(id, { timeoutRun: 0, open: 0, paused: 0 });
  draft.planEnd(id, 'ERROR', `Task timed out [timeout(s)=${seconds}].`);
}

/** Nothing begins in an execution that is paused or has ended: the task is held until it goes on. */
function begin(draft: Draft, { id }: TaskFacts): void {
  if (draft.execution.state !== 'RUNNING') return holdTask(draft, id, null);
  draft.setTask(id, { state: 'RUNNING', stateInfo: null });
  runTask(draft, id);
}

function waitAgain(draft: Draft, { id }: TaskFacts): void {
  draft.setTask(id, { state: 'WAITING', stateInfo: null }, { isForced: true });
  draft.count('waitingTasks', 1);
}
