import { Failure } from '../../Failure.ts';
import { DateTime, daysIn } from '../inner/DateTime.ts';
import { DAYS, MONTHS } from './names.ts';

/** What has been read so far; names are those of the directives' meanings. */
interface Read {
  year?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  hour?: number;
  half?: 'am' | 'pm';
  minute?: number;
  second?: number;
  microsecond?: number;
  offset?: bigint | null;
}

const SHORT: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
};

type Reader = readonly [form: string, store: (text: string, read: Read) => void];

const names = (all: readonly string[]): string => all.join('|');
const short = (all: readonly string[]): string[] => all.map((name) => name.slice(0, 3));

const READERS: Readonly<Record<string, Reader>> = {
  Y: ['\\d{4}', (text, read) => (read.year = Number(text))],
  y: ['\\d{2}', (text, read) => (read.year = Number(text) + (Number(text) < 69 ? 2000 : 1900))],
  m: ['1[0-2]|0[1-9]|[1-9]', (text, read) => (read.month = Number(text))],
  d: ['3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]', (text, read) => (read.day = Number(text))],
  j: [
    '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
    (text, read) => (read.dayOfYear = Number(text)),
  ],
  H: ['2[0-3]|[01]\\d|\\d', (text, read) => (read.hour = Number(text))],
  I: ['1[0-2]|0[1-9]|[1-9]', (text, read) => (read.hour = Number(text))],
  p: ['am|pm', (text, read) => (read.half = text.toLowerCase() as 'am' | 'pm')],
  M: ['[0-5]\\d|\\d', (text, read) => (read.minute = Number(text))],
  S: ['6[01]|[0-5]\\d|\\d', (text, read) => (read.second = Number(text))],
  f: ['\\d{1,6}', (text, read) => (read.microsecond = Number(text.padEnd(6, '0')))],
  A: [names(DAYS), () => {}],
  a: [names(short(DAYS)), () => {}],
  B: [names(MONTHS), (text, read) => (read.month = monthOf(text))],
  b: [names(short(MONTHS)), (text, read) => (read.month = monthOf(text))],
  w: ['[0-6]', () => {}],
  u: ['[1-7]', () => {}],
  U: ['5[0-3]|[0-4]\\d|\\d', () => {}],
  W: ['5[0-3]|[0-4]\\d|\\d', () => {}],
  z: ['[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z', (text, read) => (read.offset = offsetOf(text))],
  Z: ['UTC|GMT', () => {}],
};

/** Reads a moment by a format of `strptime`; without `%z` it has no offset. */
export function readTime(text: string, format: string): DateTime {
  const stores: Reader[1][] = [];
  const match = new RegExp(`^${formOf(format, stores)}$`, 'i').exec(text);
  if (!match) throw new Failure('The text does not match the format of a date');
  const read: Read = {};
  for (const [index, store] of stores.entries()) store(match[index + 1] as string, read);
  return momentOf(read);
}

function formOf(format: string, stores: Reader[1][]): string {
  const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return escaped.replace(/%(.?)/g, (_, letter: string) => {
    if (letter === '%') return '%';
    const longer = SHORT[letter];
    if (longer) return formOf(longer, stores);
    const reader = READERS[letter];
    if (!reader) throw new Failure('The format of a date has an unknown directive');
    stores.push(reader[1]);
    return `(${reader[0]})`;
  });
}

function momentOf(read: Read): DateTime {
  const { minute = 0, microsecond = 0, offset = null } = read;
  const second = read.second ?? 0;
  const year = read.year ?? 1900;
  const { month, day } = read.dayOfYear === undefined ? read : dateOf(year, read.dayOfYear);
  const hour = read.half === undefined ? (read.hour ?? 0) : ((read.hour ?? 0) % 12) + (read.half === 'pm' ? 12 : 0);
  return DateTime.of({ year, month: month ?? 1, day: day ?? 1, hour, minute, second, microsecond }, offset);
}

function dateOf(year: number, dayOfYear: number): { month: number; day: number } {
  let [month, day] = [1, dayOfYear];
  while (month < 12 && day > daysIn(year, month)) day -= daysIn(year, month++);
  return { month, day };
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;
}

/** Microseconds of `+HH:MM`, `+HHMM` or `Z`. */
export function offsetOf(text: string): bigint {
  if (/^z$/i.test(text)) return 0n;
  const [hours = '0', minutes = '0', seconds = '0'] = text.replaceAll(/[+:-]/g, '').match(/\d{2}(?:\.\d+)?/g) ?? [];
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return BigInt(Math.round(total * 1e6)) * (text.startsWith('-') ? -1n : 1n);
}
