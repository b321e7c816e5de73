import { BREAKS, type Cursor } from './Cursor.ts';
import { YamlFailure } from './YamlFailure.ts';

const SINGLE = new RegExp(`(?:[^' \\t${BREAKS}]|'')+`, 'y');
const DOUBLE = new RegExp(`[^"\\\\ \\t${BREAKS}]+`, 'y');
const SPACE = /[ \t]+/y;

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '\\': '\\',
  '/': '/',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Text in quotes; the cursor stands on the first one. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.at;
  const quote = cursor.peek();
  cursor.at++;
  let text = '';
  for (;;) {
    text += quote === '"' ? takeDouble(cursor, start) : cursor.take(SINGLE).replaceAll("''", "'");
    if (cursor.peek() === quote) break;
    text += takeSpace(cursor, start);
  }
  cursor.at++;
  return text;
}

function takeDouble(cursor: Cursor, start: number): string {
  let text = cursor.take(DOUBLE);
  while (cursor.peek() === '\\') {
    cursor.at++;
    text += takeEscape(cursor, start) + cursor.take(DOUBLE);
  }
  return text;
}

function takeEscape(cursor: Cursor, start: number): string {
  const character = cursor.peek();
  const replacement = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
  if (replacement !== undefined) {
    cursor.at++;
    return replacement;
  }
  if (cursor.takeBreak() !== '') return takeEmptyLines(cursor, start);
  const digits = Object.hasOwn(HEX_DIGITS, character) ? (HEX_DIGITS[character] as number) : 0;
  if (digits === 0) {
    throw new YamlFailure(
      `'\\${character}' is not an escape.`,
      cursor.at - 1,
      'write two backslashes, or single quotes',
    );
  }
  const code = cursor.text.slice(cursor.at + 1, cursor.at + 1 + digits);
  if (!/^[0-9A-Fa-f]+$/.test(code) || code.length < digits || Number.parseInt(code, 16) > 0x10ffff) {
    throw new YamlFailure(`'\\${character}' needs the ${digits} hexadecimal digits of a character.`, cursor.at - 1);
  }
  cursor.at += digits + 1;
  return String.fromCodePoint(Number.parseInt(code, 16));
}

/** Spaces as they are; ends of lines are folded as in plain text. */
function takeSpace(cursor: Cursor, start: number): string {
  const spaces = cursor.take(SPACE);
  if (cursor.isAtEnd) throw new YamlFailure('This quote is never closed.', start);
  const first = cursor.takeBreak();
  if (first === '') return spaces;
  const more = takeEmptyLines(cursor, start);
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}

function takeEmptyLines(cursor: Cursor, start: number): string {
  let text = '';
  for (;;) {
    if (cursor.isDocumentMark()) throw new YamlFailure('This quote is not closed within its document.', start);
    cursor.take(SPACE);
    const next = cursor.takeBreak();
    if (next === '') return text;
    text += next;
  }
}
