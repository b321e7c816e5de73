/** Numbers read from texts the way Python's `int` and `float` read them. */
import { type Integer, integer } from '../../values/numbers.ts';
import { stripped } from './splitting.ts';

const FLOAT =
  /^[-+]?(?:(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)$/i;
/** As Python since 3.11: reading longer ones would take too long. */
const MOST_DIGITS = 4300;
const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };

/** `undefined` where the text is no number. */
export function readFloat(text: string): number | undefined {
  const trimmed = stripped(text, undefined, 'both');
  if (!FLOAT.test(trimmed)) return undefined;
  if (/nan/i.test(trimmed)) return Number.NaN;
  if (/inf/i.test(trimmed)) return trimmed.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(trimmed.replaceAll('_', ''));
}

/** `undefined` where the text is no integer in that base. Base 0 goes by the prefix. */
export function readInteger(text: string, base: number): Integer | undefined {
  if (base !== 0 && (base < 2 || base > 36)) return undefined;
  const [, sign = '', rest = ''] = /^([-+]?)([^]*)$/.exec(stripped(text, undefined, 'both')) ?? [];
  const prefix = PREFIXES[rest.slice(0, 2).toLowerCase()];
  const hasPrefix = prefix !== undefined && (base === 0 || base === prefix);
  const radix = base !== 0 ? base : (prefix ?? 10);
  const body = hasPrefix ? rest.slice(2).replace(/^_/, '') : rest;
  if (body.length > MOST_DIGITS || !/^[0-9a-z]+(?:_[0-9a-z]+)*$/i.test(body)) return undefined;
  if (base === 0 && prefix === undefined && /^0[\d_]*[1-9]/.test(body)) return undefined;
  const value = digitsValue(body.replaceAll('_', '').toLowerCase(), radix);
  return value === undefined ? undefined : integer(sign === '-' ? -value : value);
}

function digitsValue(digits: string, radix: number): bigint | undefined {
  if ([...digits].some((digit) => Number.parseInt(digit, 36) >= radix)) return undefined;
  if (radix === 10) return BigInt(digits);
  return [...digits].reduce((sum, digit) => sum * BigInt(radix) + BigInt(Number.parseInt(digit, 36)), 0n);
}
