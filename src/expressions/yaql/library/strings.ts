import { Failure } from '../../Failure.ts';
import { compareText } from '../../values/compare.ts';
import { formatText } from '../../values/formatText.ts';
import { isInteger, type Numeric } from '../../values/numbers.ts';
import { splitWhite, trim, trimEnd, trimStart } from '../../values/whitespace.ts';
import type { Call } from '../Call.ts';
import { DateTime } from '../inner/DateTime.ts';
import type { Inner } from '../inner/Inner.ts';
import { Mapping } from '../inner/Mapping.ts';
import { list, Sequence, tuple } from '../inner/Sequence.ts';
import { any, boolean, booleanOrNull, collection, int, mapping, numberOrNull, text, textOrNull } from '../kinds.ts';
import { asEither, asFunction, asMethod, keywords, type Overload, one, optional, rest } from '../Overload.ts';
import { countText, findText, replaceText, splitText, textLength, textSlice } from '../text.ts';
import { formatTime } from '../times/formatTime.ts';

const string = one('string', text);

const comparisons = (
  [
    ['<', (order) => order < 0],
    ['<=', (order) => order <= 0],
    ['>', (order) => order > 0],
    ['>=', (order) => order >= 0],
  ] as const satisfies readonly (readonly [string, (order: number) => boolean])[]
).map(([symbol, holds]) =>
  asFunction(`#operator_${symbol}`, [one('left', text), one('right', text)], (_, left, right) =>
    holds(compareText(left, right)),
  ),
);

const joined = (call: Call, parts: readonly string[], separator = ''): string => {
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  call.budget.textOf(length);
  return parts.join(separator);
};

const repeated = (call: Call, part: string, times: number): string => {
  const count = Math.max(0, times);
  call.budget.textOf(part.length * count);
  return part.repeat(part === '' ? 0 : count);
};

const replaced = (call: Call, within: string, old: string, by: string, count: number): string => {
  const times = count < 0 ? countText(within, old) : Math.min(count, countText(within, old));
  call.budget.textOf(within.length + times * by.length);
  return replaceText(within, old, by, count);
};

/** With a length, where a search ends; `start` and it may count from the end. */
const windowOf = (within: string, start: number, length: number): [number, number] => {
  const from = start < 0 ? start + textLength(within) : start;
  return [from, from + (length < 0 ? textLength(within) - from : length)];
};

const search = (name: string, fromEnd: boolean): Overload[] => [
  asMethod(name, [string, one('sub', text), optional('start', int, 0)], (_, within, part, start) =>
    findText(within, part, Number(start), Number.POSITIVE_INFINITY, fromEnd),
  ),
  asMethod(
    name,
    [string, one('sub', text), one('start', int), one('length', int)],
    (_, within, part, start, length) => {
      const [from, to] = windowOf(within, Number(start), Number(length));
      return findText(within, part, from, to, fromEnd);
    },
  ),
];

const trimming = (name: string, cut: (of: string, characters: string | null) => string): Overload =>
  asMethod(name, [string, optional('chars', textOrNull, null)], (_, of, characters) => cut(of, characters));

const splitting = (name: string, fromEnd: boolean): Overload =>
  asMethod(
    name,
    [string, optional('separator', textOrNull, null), optional('maxSplits', int, -1)],
    (call, of, separator, limit) => {
      if (separator === '') throw new Failure('The separator is empty');
      const most = Number(limit);
      const parts =
        separator !== null
          ? splitText(of, separator, most, fromEnd)
          : fromEnd
            ? splitWhiteFromEnd(of, most)
            : splitWhite(of, most);
      call.budget.element(parts.length);
      return list(parts);
    },
  );

function splitWhiteFromEnd(of: string, limit: number): string[] {
  const turned = Array.from(of).reverse().join('');
  return splitWhite(turned, limit)
    .map((word) => Array.from(word).reverse().join(''))
    .reverse();
}

/** `{0[key]}` in a format. */
function item(value: unknown, key: string | number): Inner {
  const found =
    value instanceof Mapping ? value.get(key) : value instanceof Sequence ? value.at(Number(key)) : undefined;
  if (found === undefined) throw new Failure('The format string looks for something that is not there');
  return found;
}

function formatted(value: unknown, specification: string): string | undefined {
  return value instanceof DateTime ? formatTime(value, specification) : undefined;
}

function hex(value: Numeric | null): string {
  if (value === null || !isInteger(value)) throw new Failure('hex() needs an integer');
  return `${value < 0 ? '-' : ''}0x${(value < 0 ? -value : value).toString(16)}`;
}

export const strings: readonly Overload[] = [
  ...comparisons,
  asFunction('concat', [rest('args', text)], joined),
  asFunction('#operator_+', [rest('args', text)], joined),
  asFunction('#operator_in', [one('left', text), one('right', text)], (_, part, within) => within.includes(part)),
  asFunction('#operator_*', [one('left', text), one('right', int)], (call, part, times) =>
    repeated(call, part, Number(times)),
  ),
  asFunction('#operator_*', [one('left', int), one('right', text)], (call, times, part) =>
    repeated(call, part, Number(times)),
  ),
  asEither('len', [string], (_, of) => textLength(of)),
  asMethod('toUpper', [string], (call, of) => call.made(of.toUpperCase())),
  asMethod('toLower', [string], (call, of) => call.made(of.toLowerCase())),
  splitting('split', false),
  splitting('rightSplit', true),
  asMethod('join', [one('sequence', collection), one('separator', text)], (call, items, separator) =>
    joined(
      call,
      Array.from(items, (item) => call.str(item)),
      separator,
    ),
  ),
  asMethod('join', [one('separator', text), one('sequence', collection)], (call, separator, items) =>
    joined(
      call,
      Array.from(items, (item) => call.str(item)),
      separator,
    ),
  ),
  asFunction('str', [one('value', any)], (call, value) => call.str(value)),
  trimming('trim', trim),
  trimming('trimLeft', trimStart),
  trimming('trimRight', trimEnd),
  asEither('norm', [one('string', textOrNull), optional('chars', textOrNull, null)], (_, of, characters) =>
    of === null ? null : trim(of, characters) || null,
  ),
  asEither(
    'isEmpty',
    [one('string', textOrNull), optional('trim', boolean, true), optional('chars', textOrNull, null)],
    (_, of, trims, characters) => of === null || (trims ? trim(of, characters) : of) === '',
  ),
  asMethod(
    'replace',
    [string, one('old', text), one('new', text), optional('count', int, -1)],
    (call, within, old, by, count) => replaced(call, within, old, by, Number(count)),
  ),
  asMethod(
    'replace',
    [string, one('replacements', mapping), optional('count', int, -1)],
    (call, within, replacements, count) => {
      let result = within;
      for (const [old, by] of replacements.entries()) {
        result = replaced(call, result, call.str(old), call.str(by), Number(count));
      }
      return result;
    },
  ),
  asEither(
    'format',
    [one('_FormatString', text), rest('args', any), keywords('kwargs', any)],
    (call, template, values, more) => {
      const source = { positional: values, named: more, item, formatted };
      return call.made(formatText(template, source, call.budget));
    },
  ),
  asMethod('substring', [string, one('start', int), optional('length', int, -1)], (_, of, start, length) => {
    const all = textLength(of);
    const from = start < 0 ? Number(start) + all : Number(start);
    return textSlice(of, from, from + (length < 0 ? all : Number(length)));
  }),
  ...search('indexOf', false),
  ...search('lastIndexOf', true),
  asMethod('toCharArray', [string], (call, of) => {
    call.budget.element(of.length);
    return tuple(Array.from(of));
  }),
  asFunction('isString', [one('arg', any)], (_, value) => typeof value === 'string'),
  asMethod('startsWith', [string, rest('prefixes', text)], (_, of, prefixes) =>
    prefixes.some((prefix) => of.startsWith(prefix)),
  ),
  asMethod('endsWith', [string, rest('suffixes', text)], (_, of, suffixes) =>
    suffixes.some((suffix) => of.endsWith(suffix)),
  ),
  asFunction('hex', [one('num', numberOrNull)], (_, value) => hex(value)),
  asFunction(
    'characters',
    [
      ...['digits', 'hexdigits', 'asciiLowercase', 'asciiUppercase', 'asciiLetters', 'letters', 'octdigits'],
      ...['punctuation', 'printable', 'lowercase', 'uppercase', 'whitespace'],
    ].map((name) => optional(name, booleanOrNull, false)),
    (call, ...chosen) => {
      const sets = chosen.flatMap((isChosen, index) => (isChosen ? [ALPHABETS[index]] : []));
      if (sets.includes(undefined)) throw new Failure('There is no such alphabet');
      return call.tuple(new Set(sets.join('')));
    },
  ),
];

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const WHITE = ' \t\n\r\v\f';
/** In the order of the parameters; as in yaql on Python 3, three of them do not exist. */
const ALPHABETS: readonly (string | undefined)[] = [
  DIGITS,
  `${DIGITS}abcdefABCDEF`,
  LOWER,
  UPPER,
  LOWER + UPPER,
  undefined,
  '01234567',
  PUNCTUATION,
  DIGITS + LOWER + UPPER + PUNCTUATION + WHITE,
  undefined,
  undefined,
  WHITE,
];
