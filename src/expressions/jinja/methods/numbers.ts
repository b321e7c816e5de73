import { Failure } from '../../Failure.ts';
import { bitLength, type Integer, integer, numberOf, toFloat } from '../../values/numbers.ts';
import { floatRepr } from '../../values/pythonText.ts';
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
  hex: takes('', (_run, number) => floatHex(floatOf(number))),
};

/** All 53 bits of a float, `-0x1.8000000000000p+1`. */
function floatHex(value: number): string {
  if (!Number.isFinite(value)) return floatRepr(value);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const stored = view.getBigUint64(0);
  const exponent = Number((stored >> 52n) & 0x7ffn);
  const digits = (stored & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const sign = stored >> 63n ? '-' : '';
  if (value === 0) return `${sign}0x0.0p+0`;
  const power = exponent === 0 ? -1022 : exponent - 1023;
  return `${sign}0x${exponent === 0 ? 0 : 1}.${digits}p${power < 0 ? '' : '+'}${power}`;
}

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
