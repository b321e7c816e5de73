import type { SetTimer } from './Decision.ts';
import type { Draft } from './Draft.ts';
import type { DelayPolicy, TaskFacts } from './Facts.ts';

interface Delay extends Pick<SetTimer, 'timer' | 'seconds' | 'outcome'> {
  readonly policy: DelayPolicy;
}

/** Lets a task wait for a timer, and only for this one: those that were set before mean nothing any more. */
export function delayTask(draft: Draft, taskId: TaskFacts['id'], { policy, ...timer }: Delay): void {
  const task = draft.task(taskId);
  const stateInfo = `Delayed by '${policy}' policy [delay=${timer.seconds}]`;
  if (task.state === 'WAITING') draft.count('waitingTasks', -1);
  draft.setTask(taskId, { state: 'DELAYED', stateInfo }, { isForced: true });
  const run = task.runtime.run + 1;
  const until = new Date(draft.surroundings.now.getTime() + timer.seconds * 1000).toISOString();
  draft.setTaskRuntime(taskId, { run, delay: { policy, until } });
  draft.command({ kind: 'setTimer', taskId, run, ...timer });
}
