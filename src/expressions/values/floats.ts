/** Floating-point numbers as digits, rounded half to even on the exact binary value as C and Python do. */
import { Failure } from '../Failure.ts';

const MOST_DIGITS = 100;

/** `%f`: that many digits behind the point, which stays without any where `keepPoint`. */
export function fixed(value: number, precision: number, keepPoint = false): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const digits = fixedDigits(value, precision);
  return keepPoint ? withPoint(digits) : digits;
}

function fixedDigits(value: number, precision: number): string {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
  const usual = value.toFixed(needPrecision(precision));
  return signed(value, evenOnTie(usual, value.toFixed(Math.min(MOST_DIGITS, precision + 55)), precision));
}

/** `%e`: one digit before the point and that many behind it. */
export function exponential(value: number, precision: number, keepPoint = false): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const [usual = '', exponent = ''] = value.toExponential(needPrecision(precision)).split('e');
  const [longer = '', same] = value.toExponential(Math.min(MOST_DIGITS, precision + 55)).split('e');
  const digits = signed(value, same === exponent ? evenOnTie(usual, longer, precision) : usual);
  const power = exponent.slice(1).padStart(2, '0');
  return `${keepPoint ? withPoint(digits) : digits}e${exponent.startsWith('-') ? '-' : '+'}${power}`;
}

/** `%g`: that many digits in whichever form is shorter, without zeros at the end unless `keepZeros`. */
export function general(value: number, precision: number, keepZeros = false): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const digits = Math.max(1, precision);
  const power = value === 0 ? 0 : Number(exponential(value, digits - 1).split('e')[1]);
  if (power < -4 || power >= digits) {
    const [mantissa = '', exponent] = exponential(value, digits - 1).split('e');
    return `${keepZeros ? withPoint(mantissa) : withoutZeros(mantissa)}e${exponent}`;
  }
  const text = fixed(value, digits - 1 - power);
  return keepZeros ? withPoint(text) : withoutZeros(text);
}

function withPoint(text: string): string {
  return text.includes('.') ? text : `${text}.`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function notFinite(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

/** JavaScript takes a tie away from zero; `longer` has the digits that tell whether it is one. */
function evenOnTie(usual: string, longer: string, precision: number): string {
  const cut = precision === 0 ? longer.indexOf('.') : longer.indexOf('.') + 1 + precision;
  const rest = longer.slice(cut).replace('.', '');
  const head = longer.slice(0, cut);
  return /^50*$/.test(rest) && /[02468]$/.test(head) ? head : usual;
}

function signed(value: number, digits: string): string {
  const isNegative = value < 0 || Object.is(value, -0);
  return isNegative && !digits.startsWith('-') ? `-${digits}` : digits;
}

function needPrecision(precision: number): number {
  if (precision > MOST_DIGITS) throw new Failure(`more than ${MOST_DIGITS} digits cannot be shown`);
  return precision;
}
