import { Float } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import {
  absolute,
  add,
  divide,
  floorDivide,
  modulo,
  multiply,
  negate,
  power,
  round,
  subtract,
} from '../../values/arithmetic.ts';
import {
  bitLength,
  type Integer,
  integer,
  isInteger,
  isLess,
  isNumber,
  isSameNumber,
  type Numeric,
  truncate,
} from '../../values/numbers.ts';
import { parseFloatText, parseIntegerText } from '../../values/numberText.ts';
import { isTruthy } from '../../values/truth.ts';
import type { Call } from '../Call.ts';
import type { Inner } from '../inner/Inner.ts';
import { any, int, number, numberOrNull } from '../kinds.ts';
import { asFunction, type Overload, one, optional } from '../Overload.ts';

const binary = (symbol: string, run: (call: Call, left: Numeric, right: Numeric) => Inner): Overload =>
  asFunction(`#operator_${symbol}`, [one('left', number), one('right', number)], run);

const bitwise = (name: string, run: (left: bigint, right: bigint) => bigint): Overload =>
  asFunction(name, [one('left', int), one('right', int)], (_, left, right) =>
    integer(run(BigInt(left), BigInt(right))),
  );

const lessOrEqual = (left: Numeric, right: Numeric): boolean => isLess(left, right) || isSameNumber(left, right);

function toInteger(value: Inner): Integer {
  if (value === null) return 0;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return parseIntegerText(value);
  if (isInteger(value)) return value;
  if (!isNumber(value)) throw new Failure('int() needs a number or a text');
  return truncate(value instanceof Float ? value.value : Number(value));
}

function toFloat(value: Inner): Numeric {
  if (value === null) return new Float(0);
  if (typeof value === 'boolean') return Float.of(Number(value));
  if (typeof value === 'string') return Float.of(parseFloatText(value));
  if (isInteger(value)) return add(value, new Float(0));
  if (!isNumber(value)) throw new Failure('float() needs a number or a text');
  return value;
}

function random(call: Call): number {
  const fraction = call.evaluation.scope.services?.random?.();
  if (fraction === undefined) throw new Failure('random() is not available here');
  return fraction;
}

function randomWithin(call: Call, from: Inner, to: Inner): Integer {
  if (!isInteger(from) || !isInteger(to) || to < from) throw new Failure('random() needs two integers in order');
  const count = BigInt(to) - BigInt(from) + 1n;
  return integer(BigInt(from) + (BigInt(Math.floor(random(call) * 2 ** 52)) * count) / 2n ** 52n);
}

function shift(call: Call, value: Integer, bits: Integer, isLeft: boolean): Integer {
  if (bits < 0) throw new Failure('The number of bits is negative');
  if (isLeft && value !== 0) call.budget.bits(Number(bits) + 64);
  const count = BigInt(bits);
  return integer(isLeft ? BigInt(value) << count : BigInt(value) >> (count > 1_000_000n ? 1_000_000n : count));
}

function powerModulo(call: Call, base: Numeric, exponent: Numeric, divisor: Numeric): Integer {
  if (!isInteger(base) || !isInteger(exponent) || !isInteger(divisor) || divisor === 0) {
    throw new Failure('pow() with three arguments needs integers, the last of them not 0');
  }
  const by = BigInt(divisor);
  let result = 1n;
  let square = exponent < 0 ? inverse(BigInt(base), by) : BigInt(base) % by;
  for (let rest = exponent < 0 ? -BigInt(exponent) : BigInt(exponent); rest > 0n; rest >>= 1n) {
    call.budget.step(4 + (bitLength(divisor) >> 2));
    if (rest & 1n) result = (result * square) % by;
    square = (square * square) % by;
  }
  return integer(((result % by) + by) % by);
}

/** By Euclid: what multiplied with the value leaves 1. */
function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [((value % by) + by) % by, by, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  if (a !== 1n) throw new Failure('base is not invertible for the given modulus');
  return x;
}

export const math: readonly Overload[] = [
  binary('+', (_, left, right) => add(left, right)),
  binary('-', (_, left, right) => subtract(left, right)),
  binary('*', (call, left, right) => multiply(left, right, call.budget)),
  binary('/', (call, left, right) =>
    isInteger(left) && isInteger(right) ? floorDivide(left, right, call.budget) : divide(left, right),
  ),
  binary('mod', (call, left, right) => modulo(left, right, call.budget)),
  binary('<', (_, left, right) => isLess(left, right)),
  binary('>', (_, left, right) => isLess(right, left)),
  binary('<=', (_, left, right) => lessOrEqual(left, right)),
  binary('>=', (_, left, right) => lessOrEqual(right, left)),
  asFunction('#unary_operator_+', [one('op', number)], (_, value) => value),
  asFunction('#unary_operator_-', [one('op', number)], (_, value) => negate(value)),
  asFunction('abs', [one('op', number)], (_, value) => absolute(value)),
  asFunction('int', [one('value', any)], (call, value) => {
    if (typeof value === 'string') call.budget.step(value.length);
    return toInteger(value);
  }),
  asFunction('float', [one('value', any)], (_, value) => toFloat(value)),
  asFunction('random', [], (call) => Float.of(random(call))),
  asFunction('random', [one('from', any), one('to', any)], randomWithin),
  bitwise('bitwiseAnd', (left, right) => left & right),
  bitwise('bitwiseOr', (left, right) => left | right),
  bitwise('bitwiseXor', (left, right) => left ^ right),
  asFunction('bitwiseNot', [one('arg', int)], (_, value) => integer(~BigInt(value))),
  asFunction('shiftBitsLeft', [one('value', int), one('bitsNumber', int)], (call, value, bits) =>
    shift(call, value, bits, true),
  ),
  asFunction('shiftBitsRight', [one('value', int), one('bitsNumber', int)], (call, value, bits) =>
    shift(call, value, bits, false),
  ),
  asFunction('max', [one('a', any), one('b', any)], (call, a, b) => (isTruthy(call.operator('>', b, a)) ? b : a)),
  asFunction('min', [one('a', any), one('b', any)], (call, a, b) => (isTruthy(call.operator('>', b, a)) ? a : b)),
  asFunction(
    'pow',
    [one('a', number), one('b', number), optional('c', numberOrNull, null)],
    (call, base, exponent, by) =>
      by === null ? power(base, exponent, call.budget) : powerModulo(call, base, exponent, by),
  ),
  asFunction('sign', [one('num', number)], (_, value) => (isLess(0, value) ? 1 : isLess(value, 0) ? -1 : 0)),
  asFunction('round', [one('number', number), optional('ndigits', int, 0)], (_, value, digits) =>
    round(value, Number(digits)),
  ),
  asFunction('isInteger', [one('value', any)], (_, value) => isInteger(value)),
  asFunction('isNumber', [one('value', any)], (_, value) => isNumber(value)),
];
