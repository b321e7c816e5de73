import { Float } from '../../base/json.ts';
import { Failure } from '../Failure.ts';

/** An integer of any size: `number` while it is safe, `bigint` beyond. */
export type Integer = number | bigint;
export type Numeric = number | bigint | Float;

export function isInteger(value: unknown): value is Integer {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

export function isFloat(value: unknown): value is number | Float {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}

export function isNumber(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float;
}

/** A boolean counts as 0 or 1, the way Python's does; `undefined` for what is no number. */
export function numberOf(value: unknown): Numeric | undefined {
  if (isNumber(value)) return value;
  return typeof value === 'boolean' ? Number(value) : undefined;
}

/** The nearest floating-point number. */
export function toFloat(value: Numeric): number {
  if (value instanceof Float) return value.value;
  const float = Number(value);
  if (!Number.isFinite(float) && typeof value === 'bigint') throw new Failure('The integer is too large for a float');
  return float;
}

/** An integer in its one form: never a `bigint` that fits a number, never -0. */
export function integer(value: Integer): Integer {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : BigInt(value);
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

/** The integral part of a finite float. */
export function truncate(value: number): Integer {
  if (!Number.isFinite(value)) throw new Failure('An infinite number or NaN has no integer');
  return integer(Math.trunc(value));
}

/** How many bits an integer has. */
export function bitLength(value: Integer): number {
  if (typeof value === 'number') return value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  return (value < 0n ? -value : value).toString(16).length * 4;
}

/** Compares exactly, also integers with floats. NaN is neither less nor more than anything. */
export function isLess(left: Numeric, right: Numeric): boolean {
  return plain(left) < plain(right);
}

export function isSameNumber(left: Numeric, right: Numeric): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number with the same value are equal only loosely
  return plain(left) == plain(right);
}

function plain(value: Numeric): number | bigint {
  return value instanceof Float ? value.value : value;
}
