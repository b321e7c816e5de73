import type { Sizes } from '../sizes.ts';
import { FEW_ITEMS, FEW_ITEMS_AT_A_TIME, ISOLATED_ITEMS, ITEMS } from '../workflows.ts';
import { type Growth, measureGrowth, measureWork, type Run, type Subject } from './growth.ts';

export interface Items {
  readonly growth: Growth;
  readonly thousand: Run;
  /** As many as in the larger run of the growth, but only some at a time. */
  readonly someAtATime: Run;
  /** As many, with an action in a process of its plugin. */
  readonly isolated: Run;
}

/** A quick action for each of many items. */
export async function measureItems(subject: Subject, { items, itemRuns }: Sizes): Promise<Items> {
  const all = (count: number) => ({ workflow: ITEMS, number: count, count });
  const thousand = await measureWork(subject, all(Math.min(1_000, items)), itemRuns);
  const growth = await measureGrowth(subject, {
    few: all(FEW_ITEMS),
    many: all(items),
    runs: { few: itemRuns, many: 1 },
  });
  const someAtATime = await measureWork(subject, { ...all(items), workflow: FEW_ITEMS_AT_A_TIME }, 1);
  // Once before, so that the processes are there.
  const isolated = { ...all(items), workflow: ISOLATED_ITEMS };
  await measureWork(subject, { ...all(FEW_ITEMS), workflow: ISOLATED_ITEMS }, 1);
  return { growth, thousand, someAtATime, isolated: await measureWork(subject, isolated, 1) };
}
