import type { Sizes } from '../sizes.ts';
import { FEW_BRANCHES, joinName } from '../workflows.ts';
import { type Growth, measureGrowth, type Subject } from './growth.ts';

/** Branches that begin at once, and a join that waits for all of them. */
export function measureJoin(subject: Subject, { branches, joinRuns }: Sizes): Promise<Growth> {
  const join = (count: number) => ({ workflow: joinName(count), number: 1, count });
  return measureGrowth(subject, {
    few: join(FEW_BRANCHES),
    many: join(branches),
    runs: { few: joinRuns, many: 1 },
  });
}
