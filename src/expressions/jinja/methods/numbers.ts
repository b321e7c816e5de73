import { Failure } from '../../Failure.ts';
import { bitLength, type Integer, integer, numberOf, toFloat } from '../../values/numbers.ts';
import type { Routine } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import type { Thing } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

export const INTEGER_METHODS: Readonly<Record<string, Routine>> = {
  bit_length: takes('', (_run, number) => bits(number).length),
  bit_count: takes('', (_run, number) => bits(number).replaceAll('0', '').length),
  conjugate: takes('', (_run, number) => numberOf(number) as Integer),
  as_integer_ratio: takes('', (_run, number) => new Tuple([numberOf(number) as Integer, 1])),
};

export const FLOAT_METHODS: Readonly<Record<string, Routine>> = {
  is_integer: takes('', (_run, number) => Number.isInteger(floatOf(number))),
  conjugate: takes('', (_run, number) => number),
  as_integer_ratio: takes('', (_run, number) => ratio(floatOf(number))),
};

function bits(number: Thing): string {
  const value = numberOf(number) as Integer;
  if (bitLength(value) === 0) return '';
  return value.toString(2).replace('-', '');
}

function floatOf(number: Thing): number {
  return toFloat(numberOf(number) as Integer);
}

/** Doubling is exact in binary, so it ends at the smallest denominator. */
function ratio(value: number): Tuple {
  if (!Number.isFinite(value)) throw new Failure('an infinite number or NaN has no ratio');
  let numerator = value;
  let denominator = 1n;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return new Tuple([integer(BigInt(numerator)), integer(denominator)]);
}
