import DataLoader from 'dataloader';
import type { Id } from '../../base/ids.ts';
import { type Blocker, explainBlockers } from '../../engine/explain/explainBlockers.ts';
import type { Reads } from '../../persistence/reads/Reads.ts';
import { type ApiParts, explainParts } from '../ApiParts.ts';

type Loader = DataLoader<Id, readonly Blocker[]>;

/** One for each `Reads`: what is asked for in the same tick is explained together, from the same moment. */
const LOADERS = new WeakMap<Reads, Loader>();

/** Why a task does not go on. */
export function loadBlockers(parts: ApiParts, reads: Reads, taskId: Id): Promise<readonly Blocker[]> {
  let loader = LOADERS.get(reads);
  if (!loader) {
    loader = new DataLoader((ids) => explainBlockers(explainParts(parts), reads, ids));
    LOADERS.set(reads, loader);
  }
  return loader.load(taskId);
}
