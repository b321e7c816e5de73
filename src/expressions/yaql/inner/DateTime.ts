import { Failure } from '../../Failure.ts';
import { Kept } from './Inner.ts';
import { DAY, SECOND, Timespan } from './Timespan.ts';

/** What a calendar and a clock on the wall show. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

/** A moment with its offset from UTC; without one (`null`) it has no place in the world yet. */
export class DateTime extends Kept {
  constructor(
    /** Microseconds since 1970 on the wall clock there. */
    readonly local: bigint,
    readonly offset: bigint | null,
  ) {
    super();
    if (local < FIRST || local > LAST) throw new Failure('The date is out of range');
    if (offset !== null && (offset >= DAY || offset <= -DAY)) throw new Failure('The offset is out of range');
  }

  static of(wall: WallTime, offset: bigint | null): DateTime {
    refuseImpossible(wall);
    return new DateTime(microsecondsOf(wall), offset);
  }

  /** Microseconds since 1970 in UTC; what has no offset is taken as UTC. */
  get instant(): bigint {
    return this.local - (this.offset ?? 0n);
  }

  get wall(): WallTime {
    const milliseconds = Number((this.local - mod(this.local, 1000n)) / 1000n);
    const date = new Date(milliseconds);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: Number(mod(this.local, SECOND)),
    };
  }

  /** Monday is 0. */
  get weekday(): number {
    return Number(mod((this.local - mod(this.local, DAY)) / DAY + 3n, 7n));
  }

  plus(span: Timespan): DateTime {
    return new DateTime(this.local + span.microseconds, this.offset);
  }

  minus(span: Timespan): DateTime {
    return new DateTime(this.local - span.microseconds, this.offset);
  }

  since(other: DateTime): Timespan {
    return new Timespan(this.instant - other.instant);
  }

  /** The same, at UTC where it has no offset. */
  placed(): DateTime {
    return this.offset === null ? new DateTime(this.local, 0n) : this;
  }

  override equals(other: unknown): boolean {
    if (!(other instanceof DateTime) || (other.offset === null) !== (this.offset === null)) return false;
    return other.instant === this.instant;
  }

  override hash(): unknown {
    return `\u0000date${this.offset === null ? 'local' : ''}${this.instant}`;
  }

  override text(): string {
    const wall = this.wall;
    const fraction = wall.microsecond === 0 ? '' : `.${six(wall.microsecond)}`;
    return `${dateText(wall)} ${timeText(wall)}${fraction}${offsetText(this.offset, ':')}`;
  }

  override repr(): string {
    const { year, month, day, hour, minute, second, microsecond } = this.wall;
    const more = microsecond ? `, ${second}, ${microsecond}` : second ? `, ${second}` : '';
    const seconds = this.offset === null ? 0n : this.offset / SECOND;
    const zone = this.offset === null ? '' : `, tzinfo=${seconds === 0n ? 'tzutc()' : `tzoffset(None, ${seconds})`}`;
    return `datetime.datetime(${year}, ${month}, ${day}, ${hour}, ${minute}${more}${zone})`;
  }

  /** As results hold it: on the wall clock there, the offset dropped. */
  stored(): string {
    const wall = this.wall;
    return `${dateText(wall)}T${timeText(wall)}.${six(wall.microsecond)}`;
  }
}

/** `+02:00`; seconds only where there are some, nothing without an offset. */
export function offsetText(offset: bigint | null, separator: string): string {
  if (offset === null) return '';
  const seconds = Number((offset < 0n ? -offset : offset) / SECOND);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two);
  if (seconds % 60 === 0) parts.pop();
  return (offset < 0n ? '-' : '+') + parts.join(separator);
}

/** How many days a month has. */
export function daysIn(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

export function mod(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

function microsecondsOf({ year, month, day, hour, minute, second, microsecond }: WallTime): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return BigInt(date.getTime()) * 1000n + BigInt(microsecond);
}

const FIRST = microsecondsOf({ year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0 });
const LAST = microsecondsOf({ year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59, microsecond: 999_999 });

function refuseImpossible({ year, month, day, hour, minute, second, microsecond }: WallTime): void {
  const within = (value: number, low: number, high: number) => value >= low && value <= high;
  const isPossible =
    within(year, 1, 9999) &&
    within(month, 1, 12) &&
    within(day, 1, daysIn(year, month)) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59) &&
    within(microsecond, 0, 999_999);
  if (!isPossible) throw new Failure('There is no such date or time');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function six(value: number): string {
  return String(value).padStart(6, '0');
}

function dateText({ year, month, day }: WallTime): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function timeText({ hour, minute, second }: WallTime): string {
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}
