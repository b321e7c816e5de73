import { CONTROL_ESCAPES } from '../../values/controlEscapes.ts';
import { TemplateSyntaxError } from './TemplateSyntaxError.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  ...CONTROL_ESCAPES,
};
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPE = /\\(?:([0-7]{1,3})|([xuU])([0-9a-fA-F]*)|([^]))/g;

/** The text of a string literal, with Python's escapes. An escape that Python does not know stays as it is. */
export function unescapeString(body: string, at: number): string {
  if (!body.includes('\\')) return body;
  return body.replace(ESCAPE, (whole, octal: string, kind: string, digits: string, other: string) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (kind !== undefined) return character(kind, digits, at);
    if (other === 'N') throw new TemplateSyntaxError('characters cannot be written by name', at);
    return SIMPLE[other] ?? whole;
  });
}

function character(kind: string, digits: string, at: number): string {
  const length = DIGITS[kind] as number;
  const code = Number.parseInt(digits.slice(0, length), 16);
  if (digits.length < length) throw new TemplateSyntaxError(`truncated \\${kind} escape`, at);
  if (code > 0x10ffff) throw new TemplateSyntaxError('illegal Unicode character', at);
  return String.fromCodePoint(code) + digits.slice(length);
}
