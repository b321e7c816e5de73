import { Failure } from '../Failure.ts';
import { type Integer, integer } from './numbers.ts';
import { trim } from './whitespace.ts';

/** Longer texts are refused, as Python refuses them: reading them takes too long. */
const MAXIMAL_DIGITS = 4300;

/** Reads an integer as Python's `int` does: white space around it, a sign, single underscores between digits. */
export function parseIntegerText(text: string): Integer {
  const digits = trim(text);
  if (!/^[-+]?\d+(?:_\d+)*$/.test(digits) || digits.length > MAXIMAL_DIGITS) {
    throw new Failure('The text is not an integer');
  }
  const bare = digits.replaceAll('_', '').replace(/^\+/, '');
  return integer(bare.startsWith('-') ? -BigInt(bare.slice(1)) : BigInt(bare));
}

const FLOAT = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+(?:_\d+)*)?$/;

/** Reads a floating-point number as Python's `float` does. */
export function parseFloatText(text: string): number {
  const trimmed = trim(text);
  if (FLOAT.test(trimmed)) return Number(trimmed.replaceAll('_', ''));
  const word = /^([-+]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (!word) throw new Failure('The text is not a number');
  if (word[2]?.toLowerCase() === 'nan') return Number.NaN;
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
