import type { Draft } from '../Draft.ts';
import type { TimerFired } from '../Event.ts';
import { runTask } from '../runTask.ts';
import { isFinal } from '../State.ts';

/** A delay of a task is over. A timer of an earlier run, or of a task that has ended, means nothing. */
export function timerFired(draft: Draft, { taskId, timer, run, seconds, outcome }: TimerFired): void {
  const task = draft.task(taskId);
  if (isFinal(task.state) || isFinal(draft.execution.state) || task.runtime.run !== run) return;
  switch (timer) {
    case 'run':
      if (task.state !== 'DELAYED') return;
      draft.setTask(taskId, { state: 'RUNNING', stateInfo: null });
      return runTask(draft, taskId);
    case 'join':
      if (task.state !== 'DELAYED') return;
      draft.setTask(taskId, { state: 'WAITING', stateInfo: null }, { isForced: true });
      return draft.count('waitingTasks', 1);
    case 'complete':
      if (task.state === 'DELAYED' && outcome) draft.plan({ kind: 'complete', taskId, ...outcome });
      return;
    case 'timeout': {
      const stateInfo = `Task timed out [timeout(s)=${seconds}].`;
      return draft.plan({ kind: 'complete', taskId, state: 'ERROR', stateInfo });
    }
  }
}
