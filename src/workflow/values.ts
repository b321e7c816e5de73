import { mappingOf } from '../base/mappingOf.ts';
import { dictEntries, dictKeys } from '../expressions/values/dictionaries.ts';
import type { Values } from './Facts.ts';

/** The names, in the order they came. */
export function namesOf(values: Values): readonly string[] {
  return dictKeys(values) as readonly string[];
}

/** Several layers of values as one: of the same name the last layer's value, at the place of the first. */
export function overlay(...layers: readonly Values[]): Values {
  return mappingOf(layers.flatMap((layer) => [...dictEntries(layer)]));
}
