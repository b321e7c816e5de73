import type { SetTimer } from './Decision.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';

interface Delay extends Pick<SetTimer, 'timer' | 'seconds' | 'outcome'> {
  readonly stateInfo: string;
}

/** Lets a task wait for a timer, and only for this one: those that were set before mean nothing any more. */
export function delayTask(draft: Draft, taskId: TaskFacts['id'], { stateInfo, ...timer }: Delay): void {
  const task = draft.task(taskId);
  if (task.state === 'WAITING') draft.count('waitingTasks', -1);
  draft.setTask(taskId, { state: 'DELAYED', stateInfo }, { isForced: true });
  const run = task.runtime.run + 1;
  draft.setTaskRuntime(taskId, { run });
  draft.command({ kind: 'setTimer', taskId, run, ...timer });
}
