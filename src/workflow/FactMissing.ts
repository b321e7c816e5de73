import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import { Interruption } from '../expressions/Scope.ts';
import type { TaskSet } from './Facts.ts';

/** Something that was looked at and that the turn had not loaded. */
export type MissingFact =
  | { readonly kind: 'published'; readonly taskIds: readonly Id[] }
  | { readonly kind: 'results'; readonly taskId: Id }
  | { readonly kind: 'items'; readonly taskId: Id }
  | { readonly kind: 'action'; readonly id: Id }
  | { readonly kind: 'tasksByName'; readonly names: readonly string[] }
  | { readonly kind: 'taskSet'; readonly set: TaskSet }
  | { readonly kind: 'openChildren' }
  | { readonly kind: 'parentState' }
  | { readonly kind: 'workflow'; readonly name: string }
  | { readonly kind: 'adhocAction'; readonly name: string }
  | { readonly kind: 'rootEnvironment' }
  | { readonly kind: 'search'; readonly what: 'executions' | 'tasks'; readonly query: Readonly<Record<string, Value>> };

/** Thrown out of deciding; the engine loads what is missing and decides again, which is safe because deciding has no effects. */
export class FactMissing extends Interruption {
  constructor(readonly fact: MissingFact) {
    super(`Not loaded: ${fact.kind}`);
  }
}
