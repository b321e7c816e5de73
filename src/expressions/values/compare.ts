import { Failure } from '../Failure.ts';
import type { Steps } from '../Limits.ts';
import { valuesEqual } from './equality.ts';
import { isLess, numberOf } from './numbers.ts';

/**
 * Negative, zero or positive, by Python's order: numbers (booleans among them) with numbers, texts by code point, lists
 * element by element. Anything else fails. NaN compares as equal, so ask `isLess` where that matters.
 */
export function compare(left: unknown, right: unknown, steps?: Steps): number {
  steps?.step();
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0;
  if (typeof left === 'string' && typeof right === 'string') {
    steps?.step(Math.min(left.length, right.length) >> 4);
    return compareText(left, right);
  }
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right, steps);
  throw new Failure('Values of these kinds have no order');
}

/** By code point, where JavaScript compares 16-bit units and puts surrogates before U+E000. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareLists(left: readonly unknown[], right: readonly unknown[], steps?: Steps): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (!valuesEqual(left[index], right[index], steps)) return compare(left[index], right[index], steps);
  }
  return left.length - right.length;
}
