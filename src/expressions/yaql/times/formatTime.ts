import { type DateTime, offsetText, type WallTime } from '../inner/DateTime.ts';
import { DAY, SECOND } from '../inner/Timespan.ts';
import { DAYS, MONTHS } from './names.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const blank = (value: number): string => String(value).padStart(2, ' ');
const twelve = (hour: number): number => hour % 12 || 12;

/** Directives that are short for others. */
const SHORT: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  h: '%b',
};

const DIRECTIVES: Readonly<Record<string, (wall: WallTime, moment: DateTime) => string>> = {
  Y: ({ year }) => String(year),
  C: ({ year }) => two(Math.floor(year / 100)),
  y: ({ year }) => two(year % 100),
  m: ({ month }) => two(month),
  d: ({ day }) => two(day),
  e: ({ day }) => blank(day),
  H: ({ hour }) => two(hour),
  k: ({ hour }) => blank(hour),
  I: ({ hour }) => two(twelve(hour)),
  l: ({ hour }) => blank(twelve(hour)),
  M: ({ minute }) => two(minute),
  S: ({ second }) => two(second),
  f: ({ microsecond }) => String(microsecond).padStart(6, '0'),
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  A: (_, { weekday }) => DAYS[weekday] as string,
  a: (_, { weekday }) => (DAYS[weekday] as string).slice(0, 3),
  B: ({ month }) => MONTHS[month - 1] as string,
  b: ({ month }) => (MONTHS[month - 1] as string).slice(0, 3),
  j: (_, moment) => String(dayOfYear(moment)).padStart(3, '0'),
  u: (_, { weekday }) => String(weekday + 1),
  w: (_, { weekday }) => String((weekday + 1) % 7),
  U: (_, moment) => two(Math.floor((dayOfYear(moment) + 6 - ((moment.weekday + 1) % 7)) / 7)),
  W: (_, moment) => two(Math.floor((dayOfYear(moment) + 6 - moment.weekday) / 7)),
  V: (_, moment) => two(isoWeek(moment).week),
  G: (_, moment) => String(isoWeek(moment).year),
  g: (_, moment) => two(isoWeek(moment).year % 100),
  s: (_, { local }) => String(local / SECOND),
  z: (_, { offset }) => offsetText(offset, ''),
  Z: (_, { offset }) => (offset === 0n ? 'UTC' : ''),
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

/** A moment by a format of `strftime`; directives that are unknown stay as they are. */
export function formatTime(moment: DateTime, format: string): string {
  const wall = moment.wall;
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => {
    const longer = SHORT[letter];
    return longer ? formatTime(moment, longer) : (DIRECTIVES[letter]?.(wall, moment) ?? whole);
  });
}

function dayOfYear(moment: DateTime): number {
  const { year } = moment.wall;
  return Number((moment.local - startOfYear(year)) / DAY) + 1;
}

function startOfYear(year: number): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, 1);
  return BigInt(date.getTime()) * 1000n;
}

/** The week of its Thursday: the first is the one with the year's first Thursday. */
function isoWeek(moment: DateTime): { year: number; week: number } {
  const thursday = moment.local + BigInt(3 - moment.weekday) * DAY;
  const year = new Date(Number(thursday / 1000n)).getUTCFullYear();
  return { year, week: Math.floor(Number((thursday - startOfYear(year)) / DAY) / 7) + 1 };
}
