import { Float } from '../json.ts';
import type { ScalarValue } from './Node.ts';

/** A plain text that YAML 1.1 takes for a date or a point in time. */
export const DATE = Symbol('date');
/** A plain text that looks like a value of YAML 1.1 and cannot be one. */
export const WRONG = Symbol('wrong');

const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['yes', 'true', 'on'].flatMap((word) => casesOf(word).map((spelling) => [spelling, true] as const)),
  ...['no', 'false', 'off'].flatMap((word) => casesOf(word).map((spelling) => [spelling, false] as const)),
]);
const INTEGER =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FRACTION =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const TIMESTAMP =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/;
/** Indicators of YAML that have no value of their own. */
const MARKS = new Set(['<<', '=', '!', '&', '*']);
const MAX_DIGITS = 4300;

/** What a plain text means by the rules of YAML 1.1, which PyYAML follows: `on` is true, `010` eight, `1:30` ninety. */
export function resolveScalar(text: string): ScalarValue | typeof DATE | typeof WRONG {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (/^[-+.\d]/.test(text)) {
    if (FRACTION.test(text)) return fraction(text);
    if (INTEGER.test(text)) return integer(text);
    if (TIMESTAMP.test(text)) return DATE;
  }
  return MARKS.has(text) ? WRONG : text;
}

/** A text with an explicit tag, as that type; `WRONG` where it is none. */
export function integer(text: string): number | bigint | typeof WRONG {
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  if (!INTEGER.test(digits) || digits.length > MAX_DIGITS) return WRONG;
  const value = sign * magnitude(digits);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function fraction(text: string): number | Float | typeof WRONG {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '').toLowerCase();
  if (digits === '.inf') return Float.of(sign * Number.POSITIVE_INFINITY);
  if (digits === '.nan') return Float.of(Number.NaN);
  const value = digits.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Number.isNaN(value) ? WRONG : Float.of(sign * value);
}

function magnitude(digits: string): bigint {
  if (/^0[bx]/.test(digits)) return BigInt(digits);
  if (digits.includes(':')) return digits.split(':').reduce((total, part) => total * 60n + BigInt(part), 0n);
  return digits.length > 1 && digits.startsWith('0') ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
}

function casesOf(word: string): string[] {
  return [word, (word[0] as string).toUpperCase() + word.slice(1), word.toUpperCase()];
}
