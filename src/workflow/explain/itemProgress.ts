import type { TaskRuntime } from '../Facts.ts';

/** How far the items of `with-items` have come. */
export interface ItemProgress {
  readonly total: number;
  readonly waiting: number;
  readonly underWay: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Null where a task has no items, or has not come to them yet. */
export function itemProgress({ items, rerun, open, failed, cancelled }: TaskRuntime): ItemProgress | null {
  if (!items) return null;
  const waiting = items.count - items.started + rerun.length;
  const succeeded = Math.max(0, items.count - waiting - open - failed - cancelled);
  return { total: items.count, waiting, underWay: open, succeeded, failed, cancelled };
}
