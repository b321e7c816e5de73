import { Float } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { divide } from '../../values/arithmetic.ts';
import { type Integer, type Numeric, toFloat } from '../../values/numbers.ts';
import type { Call } from '../Call.ts';
import { DateTime, type WallTime } from '../inner/DateTime.ts';
import type { Inner } from '../inner/Inner.ts';
import { DAY, Timespan } from '../inner/Timespan.ts';
import {
  any,
  dateTime as dateTimeKind,
  int,
  intOrNull,
  number,
  text,
  textOrNull,
  timespan,
  timespanOrNull,
} from '../kinds.ts';
import { asFunction, asMethod, type Overload, one, optional } from '../Overload.ts';
import { formatTime } from '../times/formatTime.ts';
import { parseTime } from '../times/parseTime.ts';
import { readTime } from '../times/readTime.ts';

/** What working with moments costs beyond other calls, measured in the budget's steps. */
const TIME_STEPS = 16;

const moment = one('dt', dateTimeKind);
const span = one('ts', timespan);
const offset = optional('offset', timespan, Timespan.ZERO);

function now(call: Call): bigint {
  const time = call.evaluation.scope.services?.now?.();
  if (!time) throw new Failure('now() is not available here');
  return BigInt(time.getTime()) * 1000n;
}

function ofTimestamp(call: Call, timestamp: Numeric, zone: bigint): DateTime {
  const seconds = toFloat(timestamp);
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 1e12) throw new Failure('The timestamp is out of range');
  const whole = Math.floor(seconds);
  const fraction = Timespan.ofFloat((seconds - whole) * 1e6).microseconds;
  call.budget.step(TIME_STEPS);
  return new DateTime(BigInt(whole) * 1_000_000n + fraction + zone, zone);
}

function ofText(call: Call, source: string, format: string | null): DateTime {
  call.budget.step(source.length);
  const read = format ? readTime(source, format) : parseTime(source, () => new DateTime(now(call), 0n));
  return read.placed();
}

function replaced(of: DateTime, changes: Readonly<Record<string, Integer | null>>, zone: Timespan | null): DateTime {
  const given = Object.entries(changes).filter(([, value]) => value !== null);
  const wall = { ...of.wall, ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])) };
  return DateTime.of(wall, zone ? zone.microseconds : of.offset);
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const satisfies (keyof WallTime)[];

const property = (name: string, of: (moment: DateTime) => Inner): Overload =>
  asFunction(`#property#${name}`, [one('obj', dateTimeKind)], (_, value) => of(value));

const startOfDay = (of: DateTime): DateTime => new DateTime(of.local - (((of.local % DAY) + DAY) % DAY), of.offset);

/** As yaql: the clock is set back by the offset, which stays. */
const utc = (of: DateTime): DateTime => new DateTime(of.local - (of.offset ?? 0n), of.offset);

const timestamp = (of: DateTime): Inner => {
  const start = new DateTime(0n, 0n);
  return divide(utc(of.placed()).since(start).total, new Float(1e6));
};

const compared = (symbol: string, holds: (left: bigint, right: bigint) => boolean): Overload =>
  asFunction(`#operator_${symbol}`, [one('dt1', dateTimeKind), one('dt2', dateTimeKind)], (_, left, right) =>
    holds(left.instant, right.instant),
  );

export const dateTime: readonly Overload[] = [
  asFunction(
    'datetime',
    [
      one('year', int),
      one('month', int),
      one('day', int),
      optional('hour', int, 0),
      optional('minute', int, 0),
      optional('second', int, 0),
      optional('microsecond', int, 0),
      offset,
    ],
    (_, ...given) => {
      const zone = given.pop() as Timespan;
      const wall = Object.fromEntries(PARTS.map((name, index) => [name, Number(given[index])]));
      return DateTime.of(wall as unknown as WallTime, zone.microseconds);
    },
  ),
  asFunction('datetime', [one('timestamp', number), offset], (call, at, zone) =>
    ofTimestamp(call, at, zone.microseconds),
  ),
  asFunction('datetime', [one('string', text), optional('format', textOrNull, null)], ofText),
  asFunction(
    'now',
    [optional('offset', timespanOrNull, Timespan.ZERO)],
    (call, zone) => new DateTime(now(call) + (zone?.microseconds ?? 0n), zone?.microseconds ?? null),
  ),
  // The service knows one time zone only.
  asFunction('localtz', [], () => Timespan.ZERO),
  asFunction('utctz', [], () => Timespan.ZERO),
  asFunction('isDatetime', [one('value', any)], (_, value) => value instanceof DateTime),
  ...PARTS.map((name) => property(name, (of) => of.wall[name])),
  property('date', startOfDay),
  property('time', (of) => new Timespan(of.local - startOfDay(of).local)),
  property('weekday', (of) => of.weekday),
  property('utc', utc),
  property('offset', (of) => new Timespan(of.offset ?? 0n)),
  property('timestamp', timestamp),
  asFunction('#operator_+', [moment, span], (_, of, by) => of.plus(by)),
  asFunction('#operator_+', [span, moment], (_, by, of) => of.plus(by)),
  asFunction('#operator_-', [moment, span], (_, of, by) => of.minus(by)),
  asFunction('#operator_-', [one('dt1', dateTimeKind), one('dt2', dateTimeKind)], (_, left, right) =>
    left.since(right),
  ),
  compared('<', (left, right) => left < right),
  compared('<=', (left, right) => left <= right),
  compared('>', (left, right) => left > right),
  compared('>=', (left, right) => left >= right),
  asMethod(
    'replace',
    [
      moment,
      optional('year', intOrNull, null),
      optional('month', intOrNull, null),
      optional('day', intOrNull, null),
      optional('hour', intOrNull, null),
      optional('minute', intOrNull, null),
      optional('second', intOrNull, null),
      optional('microsecond', intOrNull, null),
      optional('offset', timespanOrNull, null),
    ],
    (_, of, year, month, day, hour, minute, second, microsecond, zone) =>
      replaced(of, { year, month, day, hour, minute, second, microsecond }, zone),
  ),
  asMethod('format', [moment, one('format', text)], (call, of, format) => call.made(formatTime(of, format))),
];
