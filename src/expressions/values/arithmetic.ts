import { Float } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import { bitLength, type Integer, integer, isInteger, type Numeric, toFloat } from './numbers.ts';

/** Refuses integers that are too long; `Budget` is one. */
interface Bits {
  bits(count: number): void;
}

export function add(left: Numeric, right: Numeric): Numeric {
  if (!isInteger(left) || !isInteger(right)) return Float.of(toFloat(left) + toFloat(right));
  return exact(
    left,
    right,
    (a, b) => a + b,
    (a, b) => a + b,
  );
}

export function subtract(left: Numeric, right: Numeric): Numeric {
  if (!isInteger(left) || !isInteger(right)) return Float.of(toFloat(left) - toFloat(right));
  return exact(
    left,
    right,
    (a, b) => a - b,
    (a, b) => a - b,
  );
}

export function multiply(left: Numeric, right: Numeric, limit?: Bits): Numeric {
  if (!isInteger(left) || !isInteger(right)) return Float.of(toFloat(left) * toFloat(right));
  return exact(
    left,
    right,
    (a, b) => a * b,
    (a, b) => {
      limit?.bits(bitLength(a) + bitLength(b));
      return a * b;
    },
  );
}

/** Always a float, as Python's `/`. */
export function divide(left: Numeric, right: Numeric): Numeric {
  refuseZero(right);
  return Float.of(toFloat(left) / toFloat(right));
}

/** Rounds down, as Python's `//`: -7 // 2 is -4. */
export function floorDivide(left: Numeric, right: Numeric, limit?: Bits): Numeric {
  refuseZero(right);
  countBig(left, limit);
  if (isInteger(left) && isInteger(right)) return exact(left, right, (a, b) => Math.floor(a / b), floorBig, isSmall);
  return Float.of(floorFloat(toFloat(left), toFloat(right))[0]);
}

/** Has the sign of the divisor, as Python's `%`: -7 % 3 is 2. */
export function modulo(left: Numeric, right: Numeric, limit?: Bits): Numeric {
  refuseZero(right);
  countBig(left, limit);
  if (isInteger(left) && isInteger(right)) {
    return exact(
      left,
      right,
      (a, b) => a - Math.floor(a / b) * b,
      (a, b) => a - floorBig(a, b) * b,
      isSmall,
    );
  }
  return Float.of(floorFloat(toFloat(left), toFloat(right))[1]);
}

/** As Python's `**`: integers stay integers unless the exponent is negative. */
export function power(base: Numeric, exponent: Numeric, limit?: Bits): Numeric {
  if (isInteger(base) && isInteger(exponent) && exponent >= 0) {
    if (base === 0 || base === 1 || base === -1) return base ** Number(BigInt(exponent) % 2n || (exponent > 0 ? 2 : 0));
    limit?.bits(bitLength(base) * Number(exponent));
    return integer(BigInt(base) ** BigInt(exponent));
  }
  const [x, y] = [toFloat(base), toFloat(exponent)];
  if (x === 0 && y < 0) throw new Failure('0 cannot be raised to a negative power');
  if (x < 0 && Number.isFinite(y) && !Number.isInteger(y)) throw new Failure('The result would be a complex number');
  const result = x === 1 ? 1 : x ** y;
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y))
    throw new Failure('The result is too large');
  return Float.of(result);
}

export function negate(value: Numeric): Numeric {
  return isInteger(value) ? integer(-value) : Float.of(-toFloat(value));
}

export function absolute(value: Numeric): Numeric {
  if (isInteger(value)) return value < 0 ? integer(-value) : value;
  return Float.of(Math.abs(toFloat(value)));
}

/** Half to even, as Python's `round`; without `digits` an integer comes out, for a float too. */
export function round(value: Numeric, digits?: number): Numeric {
  if (isInteger(value)) return digits === undefined || digits >= 0 ? value : roundInteger(value, -digits);
  const float = toFloat(value);
  if (digits === undefined) {
    if (!Number.isFinite(float)) throw new Failure('An infinite number or NaN has no integer');
    return integer(halfToEven(float));
  }
  if (!Number.isFinite(float)) return value;
  const rounded = roundDecimals(Math.abs(float), digits);
  return Float.of(float < 0 || Object.is(float, -0) ? -rounded : rounded);
}

/** Works on plain numbers where the result is safe, on bigints elsewhere. */
function exact(
  left: Integer,
  right: Integer,
  small: (a: number, b: number) => number,
  big: (a: bigint, b: bigint) => bigint,
  fits: (a: number, b: number, result: number) => boolean = (_a, _b, result) => Number.isSafeInteger(result),
): Integer {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = small(left, right);
    if (fits(left, right, result)) return result + 0;
  }
  return integer(big(BigInt(left), BigInt(right)));
}

/** Quotients of larger numbers are not exact in floating point. */
function isSmall(left: number, right: number): boolean {
  return Math.abs(left) < 2 ** 31 && Math.abs(right) < 2 ** 31;
}

function floorBig(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

/** Quotient and remainder the way Python works them out, signs of zero included. */
function floorFloat(left: number, right: number): [number, number] {
  let remainder = left % right;
  let quotient = (left - remainder) / right;
  if (remainder !== 0) {
    if (right < 0 !== remainder < 0) {
      remainder += right;
      quotient -= 1;
    }
  } else remainder = right < 0 ? -0 : 0;
  if (quotient === 0) return [left / right < 0 ? -0 : 0, remainder];
  const floor = Math.floor(quotient);
  return [quotient - floor > 0.5 ? floor + 1 : floor, remainder];
}

/** Division of long integers is work too. */
function countBig(value: Numeric, limit: Bits | undefined): void {
  if (typeof value === 'bigint') limit?.bits(bitLength(value));
}

function refuseZero(divisor: Numeric): void {
  if (divisor === 0 || (divisor instanceof Float && divisor.value === 0)) throw new Failure('Division by zero');
}

function halfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return rest < 0.5 ? floor : floor + 1;
}

/** `toFixed` is exact on the binary value for up to 100 digits, but takes ties away from zero; those are told apart by their digits. */
function roundDecimals(value: number, digits: number): number {
  if (digits > 22) return value;
  if (digits < -308) return 0;
  if (digits < 0) {
    const scale = 10 ** -digits;
    return halfToEven(value / scale) * scale;
  }
  if (Math.abs(value) >= 1e21) return value;
  const longer = value.toFixed(Math.min(digits + 55, 100));
  const cut = longer.length - (Math.min(digits + 55, 100) - digits);
  const tail = longer.slice(cut);
  const head = longer.slice(0, cut);
  if (!/^50*$/.test(tail)) return Number(value.toFixed(digits));
  const lastDigit = Number(/(\d)\.?$/.exec(head)?.[1] ?? 0);
  return lastDigit % 2 === 0 ? Number(head) : Number(value.toFixed(digits));
}

function roundInteger(value: Integer, zeros: number): Integer {
  if (zeros > 5000) return 0;
  const scale = 10n ** BigInt(zeros);
  const whole = floorBig(BigInt(value), scale);
  const rest = BigInt(value) - whole * scale;
  const up = rest * 2n > scale || (rest * 2n === scale && whole % 2n !== 0n);
  return integer((up ? whole + 1n : whole) * scale);
}
