import { Failure } from '../../Failure.ts';
import { DAYS, MONTHS } from './names.ts';

/** What a text says of a date; a short year has two digits and stands for one near to now. */
export interface FoundDate {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly weekday: number | undefined;
  readonly isShortYear?: boolean;
}

/** Words that stand between the parts of a date and say nothing. */
const FILLERS: ReadonlySet<string> = new Set(['at', 'on', 'and', 'ad', 'of', 'st', 'nd', 'rd', 'th', 't', 'm']);

/** Finds year, month and day among the numbers and names of a text; nothing at all in an empty one. */
export function findDate(text: string): FoundDate | undefined {
  const numbers: string[] = [];
  let month: number | undefined;
  let monthPlace = 0;
  let weekday: number | undefined;
  for (const [part] of text.matchAll(/\d+|\p{L}+|[^\s\d\p{L}]/gu)) {
    if (/^\d/.test(part)) numbers.push(part);
    else if (/^[-/.,;']$/.test(part) || FILLERS.has(part.toLowerCase())) continue;
    else if (month === undefined && placeIn(MONTHS, part) >= 0) {
      month = placeIn(MONTHS, part) + 1;
      monthPlace = numbers.length;
    } else if (weekday === undefined && placeIn(DAYS, part) >= 0) weekday = placeIn(DAYS, part);
    else throw new Failure('The text is not in a known form of dates');
  }
  if (numbers.length === 0 && month === undefined && weekday === undefined) return undefined;
  const found = month === undefined ? numeric(numbers) : withMonth(numbers, month, monthPlace);
  return { ...found, weekday };
}

/** A name, or the first three letters of it; for `Sept` four. */
function placeIn(names: readonly string[], word: string): number {
  const wanted = word.toLowerCase();
  if (wanted === 'sept') return names.indexOf('September');
  return names.findIndex((name) => name.toLowerCase() === wanted || name.slice(0, 3).toLowerCase() === wanted);
}

type Parts = Omit<FoundDate, 'weekday'>;

function isYear(number: string | undefined): boolean {
  return number !== undefined && (number.length > 2 || Number(number) > 31);
}

function yearOf(number: string): Parts {
  return { year: Number(number), isShortYear: number.length <= 2 };
}

function withMonth(numbers: readonly string[], month: number, place: number): Parts {
  const [first, second, third] = numbers;
  if (third !== undefined) refuse();
  if (first === undefined) return { month };
  if (second === undefined) return isYear(first) ? { ...yearOf(first), month } : { month, day: Number(first) };
  if (isYear(first)) return { ...yearOf(first), month, day: Number(second) };
  // `2003 Sep 25` has shown its year; else the day comes first, whichever side of the month it stands.
  return place <= 2 ? { ...yearOf(second), month, day: Number(first) } : refuse();
}

function numeric(numbers: readonly string[]): Parts {
  const [first, second, third] = numbers as [string?, string?, string?];
  if (numbers.length > 3) refuse();
  if (first === undefined) return {};
  if (second === undefined) return isYear(first) ? yearOf(first) : { day: Number(first) };
  if (third === undefined) return pair(first, second);
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  if (isYear(first))
    return c <= 12 && b > 12 ? { ...yearOf(first), month: c, day: b } : { ...yearOf(first), month: b, day: c };
  if (a > 12 && isYear(second)) return { ...yearOf(second), month: c, day: a };
  return a > 12 ? { ...yearOf(third), month: b, day: a } : { ...yearOf(third), month: a, day: b };
}

function pair(first: string, second: string): Parts {
  if (isYear(first)) return { ...yearOf(first), month: Number(second) };
  if (isYear(second)) return { ...yearOf(second), month: Number(first) };
  const isDayFirst = Number(first) > 12;
  return isDayFirst ? { month: Number(second), day: Number(first) } : { month: Number(first), day: Number(second) };
}

function refuse(): never {
  throw new Failure('The text is not in a known form of dates');
}
