import { any, nothing, notNull } from '../kinds.ts';
import { asFunction, type Overload, one } from '../Overload.ts';

/** Null compares with everything: it is less than whatever is not null. */
const withNull = [
  ['<', false, true, false],
  ['<=', false, true, true],
  ['>', true, false, false],
  ['>=', true, false, true],
] as const;

export const common: readonly Overload[] = [
  asFunction('*equal', [one('left', any), one('right', any)], (call, left, right) =>
    call.evaluation.equals(left, right),
  ),
  asFunction(
    '*not_equal',
    [one('left', any), one('right', any)],
    (call, left, right) => !call.evaluation.equals(left, right),
  ),
  ...withNull.flatMap(([symbol, valueWithNull, nullWithValue, nullWithNull]) => [
    asFunction(`#operator_${symbol}`, [one('left', notNull), one('right', nothing)], () => valueWithNull),
    asFunction(`#operator_${symbol}`, [one('left', nothing), one('right', notNull)], () => nullWithValue),
    asFunction(`#operator_${symbol}`, [one('left', nothing), one('right', nothing)], () => nullWithNull),
  ]),
];
