import type { Steps } from '../Limits.ts';
import { dictEntries, dictGet, dictSize, isDictionary } from './dictionaries.ts';
import { isSameNumber, numberOf } from './numbers.ts';
import { Opaque } from './Opaque.ts';

/** Python's equality: by value and deep, without coercion but for numbers, so that 1 == 1.0 and true == 1. */
export function valuesEqual(left: unknown, right: unknown, steps?: Steps): boolean {
  steps?.step();
  if (left === right) return typeof left !== 'number' || !Number.isNaN(left);
  if (typeof left === 'string' && typeof right === 'string') steps?.step(left.length >> 8);
  if (typeof left === 'string' || left === null || right === null) return false;
  const number = numberOf(left);
  if (number !== undefined) {
    const other = numberOf(right);
    return other !== undefined && isSameNumber(number, other);
  }
  const same = (a: unknown, b: unknown) => valuesEqual(a, b, steps);
  if (left instanceof Opaque) return left.equals(right, same);
  if (right instanceof Opaque) return right.equals(left, same);
  if (Array.isArray(left)) return Array.isArray(right) && listsEqual(left, right, same);
  if (!isDictionary(left) || !isDictionary(right) || dictSize(left) !== dictSize(right)) return false;
  for (const [key, value] of dictEntries(left)) {
    const other = dictGet(right, key);
    if (other === undefined || !same(value, other)) return false;
  }
  return true;
}

function listsEqual(
  left: readonly unknown[],
  right: readonly unknown[],
  same: (a: unknown, b: unknown) => boolean,
): boolean {
  return left.length === right.length && left.every((item, index) => same(item, right[index]));
}
