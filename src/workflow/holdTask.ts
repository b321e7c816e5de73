import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';

/** Holds a task that is to begin, or to go on with its next items, until its execution goes on. `policy` is what asks for it. */
export function holdTask(draft: Draft, taskId: TaskFacts['id'], policy: 'pause-before' | null): void {
  const stateInfo = policy && `Set by '${policy}' policy`;
  draft.setTask(taskId, { state: 'IDLE', stateInfo }, { isForced: true });
  draft.setTaskRuntime(taskId, { isHeldByPolicy: policy !== null });
}
