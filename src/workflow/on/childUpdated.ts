import type { Draft } from '../Draft.ts';
import type { ChildUpdated } from '../Event.ts';
import { itemUpdated } from '../itemUpdated.ts';

/** A sub-workflow was paused, or goes on. How many are paused is looked up, so that being told twice does no harm. */
export function childUpdated(draft: Draft, { taskId, state }: ChildUpdated): void {
  const paused = draft.items(taskId).filter((item) => item.state === 'PAUSED').length;
  itemUpdated(draft, taskId, { state, paused });
}
