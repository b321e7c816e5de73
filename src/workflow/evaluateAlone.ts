import type { Value } from '../base/json.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Surroundings } from './Draft.ts';

/** The value of a template with given data, outside any execution: the functions that ask about one are not there. */
export function evaluateAlone(
  template: Value,
  data: Value,
  { now, newUuid, random }: Pick<Surroundings, 'now' | 'newUuid' | 'random'>,
): Value {
  return evaluate(template, { data, services: { now: () => now, uuid: newUuid, random } });
}
