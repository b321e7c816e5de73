import type { Value } from '../base/json.ts';
import { mappingOf } from '../base/mappingOf.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { dictGet, isDictionary } from '../expressions/values/dictionaries.ts';
import type { Surroundings } from './Draft.ts';
import type { Values } from './Facts.ts';
import { overlay } from './values.ts';

/**
 * The parameters of a start with the expressions in its environment evaluated, which see nothing but the environment itself.
 * As Mistral: unless `evaluate_env` is false.
 */
export function withEnvironment(
  params: Values,
  { now, newUuid, random }: Pick<Surroundings, 'now' | 'newUuid' | 'random'>,
): Values {
  const env = dictGet(params, 'env');
  if (!isDictionary(env) || dictGet(params, 'evaluate_env') === false) return params;
  const data = mappingOf([['__env', env as Value]]) as Value;
  const services = { env: () => env as Value, now: () => now, uuid: newUuid, random };
  return overlay(params, mappingOf([['env', evaluate(env as Value, { data, services })]]));
}
