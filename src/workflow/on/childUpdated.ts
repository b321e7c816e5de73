import type { Draft } from '../Draft.ts';
import type { ChildUpdated } from '../Event.ts';
import { itemUpdated } from '../itemUpdated.ts';

/**
 * A sub-workflow was paused, or goes on. Which of them are paused is looked up, so that it does no harm to be told twice, late
 * or in another order. One that was paused from here pauses nothing that has been resumed since: it will be told so itself.
 */
export function childUpdated(draft: Draft, { taskId, isInherited = false }: ChildUpdated): void {
  const paused = draft.items(taskId).filter((item) => item.state === 'PAUSED').length;
  if (paused > 0 && isInherited && draft.execution.state === 'RUNNING') return;
  itemUpdated(draft, taskId, { state: paused > 0 ? 'PAUSED' : 'RUNNING', paused });
}
