import { Float } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { divide } from '../../values/arithmetic.ts';
import { type Integer, isInteger, type Numeric, toFloat } from '../../values/numbers.ts';
import type { Inner } from '../inner/Inner.ts';
import { Timespan } from '../inner/Timespan.ts';
import { any, int, number, strictInt, timespan as timespanKind } from '../kinds.ts';
import { asFunction, type Overload, one, optional } from '../Overload.ts';

const UNITS = {
  days: 86_400_000_000n,
  hours: 3_600_000_000n,
  minutes: 60_000_000n,
  seconds: 1_000_000n,
  milliseconds: 1000n,
  microseconds: 1n,
} as const;

const span = one('ts', timespanKind);
const first = one('ts1', timespanKind);
const second = one('ts2', timespanKind);

function build(...amounts: readonly Integer[]): Timespan {
  const units = Object.values(UNITS);
  return new Timespan(units.reduce((sum, unit, index) => sum + unit * BigInt(amounts[index] ?? 0), 0n));
}

function times(of: Timespan, by: Numeric): Timespan {
  if (isInteger(by)) return new Timespan(of.microseconds * BigInt(by));
  return Timespan.ofFloat(Number(of.microseconds) * toFloat(by));
}

function dividedBy(of: Timespan, by: Numeric): Timespan {
  return Timespan.ofFloat(toFloat(divide(of.total, by)));
}

const property = (name: keyof typeof UNITS): Overload =>
  asFunction(
    `#property#${name}`,
    [one('obj', timespanKind)],
    (_, { total }): Inner => (name === 'microseconds' ? total : divide(total, new Float(Number(UNITS[name])))),
  );

const compared = (symbol: string, holds: (left: bigint, right: bigint) => boolean): Overload =>
  asFunction(`#operator_${symbol}`, [first, second], (_, left, right) => holds(left.microseconds, right.microseconds));

export const timespan: readonly Overload[] = [
  asFunction(
    'timespan',
    [
      optional('days', int, 0),
      optional('hours', int, 0),
      optional('minutes', int, 0),
      optional('seconds', strictInt, 0),
      optional('milliseconds', strictInt, 0),
      optional('microseconds', strictInt, 0),
    ],
    (_, ...amounts) => build(...amounts),
  ),
  asFunction('isTimespan', [one('value', any)], (_, value) => value instanceof Timespan),
  ...(Object.keys(UNITS) as (keyof typeof UNITS)[]).map(property),
  asFunction('#operator_+', [first, second], (_, left, right) => new Timespan(left.microseconds + right.microseconds)),
  asFunction('#operator_-', [first, second], (_, left, right) => new Timespan(left.microseconds - right.microseconds)),
  asFunction('#operator_*', [span, one('n', number)], (_, of, by) => times(of, by)),
  asFunction('#operator_*', [one('n', number), span], (_, by, of) => times(of, by)),
  asFunction('#operator_/', [first, second], (_, left, right) => {
    if (right.microseconds === 0n) throw new Failure('Division by zero');
    return divide(new Float(Number(left.microseconds)), right.total);
  }),
  asFunction('#operator_/', [span, one('n', number)], (_, of, by) => dividedBy(of, by)),
  asFunction('#unary_operator_-', [span], (_, of) => new Timespan(-of.microseconds)),
  asFunction('#unary_operator_+', [span], (_, of) => of),
  compared('<', (left, right) => left < right),
  compared('<=', (left, right) => left <= right),
  compared('>', (left, right) => left > right),
  compared('>=', (left, right) => left >= right),
];
