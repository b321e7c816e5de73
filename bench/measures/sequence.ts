import type { Sizes } from '../sizes.ts';
import { chainName, SHORT_CHAIN } from '../workflows.ts';
import { type Growth, measureGrowth, type Subject } from './growth.ts';

/** Tasks one after another: each is to cost the same, however many have been before. */
export function measureSequence(subject: Subject, { chainTasks, tenTaskRuns }: Sizes): Promise<Growth> {
  const chain = (tasks: number) => ({ workflow: chainName(tasks), number: 1, count: tasks });
  return measureGrowth(subject, {
    few: chain(SHORT_CHAIN),
    many: chain(chainTasks),
    runs: { few: Math.ceil(tenTaskRuns / 2), many: 1 },
  });
}
