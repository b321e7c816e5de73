import type { Id } from '../base/ids.ts';
import { Interruption } from '../expressions/Scope.ts';

/** Something an expression looked at that the turn had not loaded. */
export type MissingFact =
  | { readonly kind: 'published'; readonly taskIds: readonly Id[] }
  | { readonly kind: 'results'; readonly taskId: Id }
  | { readonly kind: 'taskByName'; readonly name: string }
  | { readonly kind: 'endTasks' };

/** Thrown out of deciding; the engine loads what is missing and decides again, which is safe because deciding has no effects. */
export class FactMissing extends Interruption {
  constructor(readonly fact: MissingFact) {
    super(`Not loaded: ${fact.kind}`);
  }
}
