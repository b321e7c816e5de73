import { isWhite } from '../values/whitespace.ts';
import type { CharacterTest } from './nodes.ts';

const LETTER_OR_NUMBER = /^[\p{L}\p{N}]$/u;
const DECIMAL = /^\p{Nd}$/u;

export function isDigit(code: number, ascii = false): boolean {
  if (code < 128) return code >= 48 && code <= 57;
  return !ascii && DECIMAL.test(String.fromCodePoint(code));
}

export function isWordCharacter(code: number, ascii = false): boolean {
  if (code < 128) {
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
  }
  return !ascii && LETTER_OR_NUMBER.test(String.fromCodePoint(code));
}

export function isSpace(code: number, ascii = false): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (!ascii && code >= 28 && code <= 31);
  return !ascii && isWhite(String.fromCodePoint(code));
}

/** `\d`, `\w`, `\s` and their opposites in capitals. */
export function classTest(letter: string, ascii: boolean): CharacterTest {
  const test = { d: isDigit, w: isWordCharacter, s: isSpace }[letter.toLowerCase()] ?? isSpace;
  const isNegated = letter !== letter.toLowerCase();
  return isNegated ? (code) => !test(code, ascii) : (code) => test(code, ascii);
}

/** One character, with its other cases where case does not matter. */
export function literalTest(code: number, ignoreCase: boolean): CharacterTest {
  if (!ignoreCase) return (other) => other === code;
  const lower = lowerCase(code);
  return (other) => other === code || lowerCase(other) === lower;
}

export function lowerCase(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const lower = String.fromCodePoint(code).toLowerCase();
  const first = lower.codePointAt(0) as number;
  return String.fromCodePoint(first) === lower ? first : code;
}

export function upperCase(code: number): number {
  if (code < 128) return code >= 97 && code <= 122 ? code - 32 : code;
  const upper = String.fromCodePoint(code).toUpperCase();
  const first = upper.codePointAt(0) as number;
  return String.fromCodePoint(first) === upper ? first : code;
}
