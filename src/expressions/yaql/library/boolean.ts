import { isTruthy } from '../../values/truth.ts';
import { any } from '../kinds.ts';
import { asFunction, one } from '../Overload.ts';

/** `and`, `or` and `not` are part of the evaluator. */
export const boolean = [
  asFunction('bool', [one('value', any)], (_, value) => isTruthy(value)),
  asFunction('isBoolean', [one('value', any)], (_, value) => typeof value === 'boolean'),
];
