import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';

/** Holds a task that is to begin, or to go on with its next items, until its execution goes on. */
export function holdTask(draft: Draft, taskId: TaskFacts['id'], stateInfo: string | null): void {
  draft.setTask(taskId, { state: 'IDLE', stateInfo }, { isForced: true });
}
