import type { Draft } from '../Draft.ts';
import type { ChildUpdated } from '../Event.ts';
import { itemUpdated } from '../itemUpdated.ts';

/** A sub-workflow was paused, or goes on. */
export function childUpdated(draft: Draft, { taskId, state }: ChildUpdated): void {
  itemUpdated(draft, taskId, state);
}
