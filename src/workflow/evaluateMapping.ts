import type { Mapping } from '../base/mappingOf.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import type { Values } from './Facts.ts';

/** A mapping of a definition with every expression in its values replaced by what it gives; keys stay as they are. */
export function evaluateMapping(mapping: Mapping, scope: Scope): Values {
  return evaluate(mapping, scope) as Values;
}
