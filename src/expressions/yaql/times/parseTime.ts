import { Failure } from '../../Failure.ts';
import { DateTime, daysIn, type WallTime } from '../inner/DateTime.ts';
import { DAY } from '../inner/Timespan.ts';
import { type FoundDate, findDate } from './findDate.ts';
import { takeClock } from './takeClock.ts';

/** More text than that is no date. */
const MAXIMAL_LENGTH = 200;

/**
 * Reads a moment in one of the many forms people write it: ISO 8601, `Aug 29 2015`, `12/31/2024 5pm`. What is missing is
 * taken from the start of today. Month before day, unless that cannot be.
 */
export function parseTime(text: string, now: () => DateTime): DateTime {
  if (text.length > MAXIMAL_LENGTH) unknown();
  const { clock, offset, rest } = takeClock(expanded(text.trim()));
  const date = findDate(rest);
  if (!date && !clock) throw new Failure('The text holds no date');
  const wall = { hour: 0, minute: 0, second: 0, microsecond: 0, ...clock };
  return DateTime.of({ ...wall, ...completed(date ?? { weekday: undefined }, now) }, offset);
}

/** Digits run together, `20240229T123456`, in the form that has its marks. */
function expanded(text: string): string {
  return text.replace(
    /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(?:(\d{2})(?:(\d{2})(\.\d+)?)?)?)?(?=\D|$)/,
    (_, year, month, day, hour, minute = '00', second = '00', fraction = '') =>
      `${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute}:${second}${fraction}`}`,
  );
}

function completed(date: FoundDate, now: () => DateTime): Pick<WallTime, 'year' | 'month' | 'day'> {
  const isWhole = date.year !== undefined && date.month !== undefined && date.day !== undefined;
  if (isWhole && !date.isShortYear) return date as Pick<WallTime, 'year' | 'month' | 'day'>;
  const today = now();
  const wall = today.wall;
  const year = date.year === undefined ? wall.year : date.isShortYear ? near(date.year, wall.year) : date.year;
  const month = date.month ?? wall.month;
  if (month < 1 || month > 12) unknown();
  const day = date.day ?? Math.min(wall.day, daysIn(year, month));
  if (date.weekday === undefined || date.day !== undefined) return { year, month, day };
  const start = DateTime.of({ ...wall, year, month, day }, 0n);
  const ahead = (date.weekday - start.weekday + 7) % 7;
  const found = new DateTime(start.local + BigInt(ahead) * DAY, 0n).wall;
  return { year: found.year, month: found.month, day: found.day };
}

/** Two digits name the year that is less than half a century away. */
function near(short: number, current: number): number {
  const year = current - (current % 100) + short;
  if (year >= current + 50) return year - 100;
  return year < current - 50 ? year + 100 : year;
}

function unknown(): never {
  throw new Failure('The text is not in a known form of dates');
}
