/** The small language behind the colon in `'{:>8.2f}'`: fill, alignment, sign, `#`, `0`, width, grouping, precision, type. */
import { Failure } from '../Failure.ts';
import type { Budget } from '../Limits.ts';
import { padded, partOfText } from './characters.ts';
import { exponential, fixed, general } from './floats.ts';
import { isInteger, type Numeric, toFloat } from './numbers.ts';
import { floatRepr } from './pythonText.ts';

const SPEC = /^(?:([^])?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u;

interface Spec {
  readonly fill: string;
  readonly align: string | undefined;
  readonly sign: string;
  /** `z`: a zero shows no minus. */
  readonly isZeroPlain: boolean;
  readonly isAlternate: boolean;
  readonly width: number;
  readonly group: string | undefined;
  readonly precision: number | undefined;
  readonly type: string | undefined;
}

/** A text or a number by a format specification that is not empty. */
export function formatBySpec(value: string | Numeric, specification: string, budget: Budget): string {
  const spec = parse(specification, typeof value === 'string');
  budget.textOf(spec.width);
  return typeof value === 'string' ? formatText(spec, value) : formatNumber(spec, value);
}

function parse(text: string, isForText: boolean): Spec {
  const match = SPEC.exec(text);
  if (!match) throw new Failure('Invalid format specifier');
  const [, fill, align, sign = '', plainZero, alternate, zero, width, group, precision, kind] = match;
  refuseGroups(group, kind);
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero && !isForText ? '=' : undefined),
    sign,
    isZeroPlain: plainZero !== undefined,
    isAlternate: alternate !== undefined,
    width: Number(width ?? 0),
    group,
    precision: precision === undefined ? undefined : Number(precision),
    type: kind,
  };
}

function refuseGroups(group: string | undefined, kind: string | undefined): void {
  if (group === undefined || kind === undefined) return;
  const isRefused = !/[defgEFG%boxX]/.test(kind) || (group === ',' && /[boxX]/.test(kind));
  if (isRefused) throw new Failure(`Cannot specify '${group}' with '${kind}'.`);
}

function formatText(spec: Spec, text: string): string {
  if (spec.type !== undefined && spec.type !== 's') refuseType(spec.type, 'str');
  if (spec.sign || spec.isZeroPlain) throw new Failure('Sign not allowed in string format specifier');
  if (spec.isAlternate) throw new Failure('Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw new Failure("'=' alignment not allowed in string format specifier");
  if (spec.group) throw new Failure(`Cannot specify '${spec.group}' with 's'.`);
  const cut = spec.precision === undefined ? text : partOfText(text, 0, spec.precision);
  return padded(cut, spec.width, (spec.align ?? '<') as '<', spec.fill);
}

function formatNumber(spec: Spec, number: Numeric): string {
  const isIntegral = isInteger(number) && !/[eEfFgG%]/.test(spec.type ?? 'd');
  const body = isIntegral ? integerBody(spec, number) : floatBody(spec, toFloat(number));
  const digits = body.replace(/^-/, '');
  const isNegative = body.startsWith('-') && !(spec.isZeroPlain && !/[1-9in]/.test(digits.replace(/e.*/i, '')));
  const sign = isNegative ? '-' : spec.sign.replace('-', '');
  const prefix = /^0[xXob]/i.exec(isIntegral && spec.isAlternate ? digits : '')?.[0] ?? '';
  const plain = digits.slice(prefix.length);
  if (spec.align === '=') {
    const width = spec.width - sign.length - prefix.length;
    return sign + prefix + zeroFilled(spec, plain, width);
  }
  return padded(sign + prefix + grouped(spec, plain), spec.width, (spec.align ?? '>') as '>', spec.fill);
}

function integerBody(spec: Spec, number: number | bigint): string {
  if (spec.isZeroPlain) throw new Failure('Negative zero coercion (z) not allowed in integer format specifier');
  if (spec.precision !== undefined) throw new Failure('Precision not allowed in integer format specifier');
  const magnitude = number < 0 ? -number : number;
  const sign = number < 0 ? '-' : '';
  const prefix = (text: string) => (spec.isAlternate ? text : '');
  switch (spec.type) {
    case undefined:
    case 'd':
    case 'n':
      return String(number);
    case 'b':
      return `${sign}${prefix('0b')}${magnitude.toString(2)}`;
    case 'o':
      return `${sign}${prefix('0o')}${magnitude.toString(8)}`;
    case 'x':
      return `${sign}${prefix('0x')}${magnitude.toString(16)}`;
    case 'X':
      return `${sign}${prefix('0X')}${magnitude.toString(16).toUpperCase()}`;
    case 'c':
      return characterOf(spec, number);
    default:
      return refuseType(spec.type, 'int');
  }
}

function floatBody(spec: Spec, value: number): string {
  const precision = spec.precision ?? 6;
  switch (spec.type) {
    case undefined:
      return spec.precision === undefined ? floatRepr(value) : shortest(value, spec.precision);
    case 'e':
      return exponential(value, precision, spec.isAlternate);
    case 'E':
      return exponential(value, precision, spec.isAlternate).toUpperCase();
    case 'f':
      return fixed(value, precision, spec.isAlternate);
    case 'F':
      return fixed(value, precision, spec.isAlternate).toUpperCase();
    case 'g':
    case 'n':
      return general(value, precision, spec.isAlternate);
    case 'G':
      return general(value, precision, spec.isAlternate).toUpperCase();
    case '%':
      return `${fixed(value * 100, precision, spec.isAlternate)}%`;
    default:
      return refuseType(spec.type, 'float');
  }
}

/** Without a type a float keeps at least one digit behind the point, and turns to an exponent one digit sooner. */
function shortest(value: number, precision: number): string {
  const digits = Math.max(1, precision);
  const text = general(value, digits);
  if (/[.en]/.test(text)) return text;
  if (text.replace('-', '').length < digits) return `${text}.0`;
  const [mantissa = '', exponent] = exponential(value, digits - 1).split('e');
  return `${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}e${exponent}`;
}

function grouped(spec: Spec, digits: string): string {
  if (!spec.group) return digits;
  const size = spec.type !== undefined && 'boxX'.includes(spec.type) ? 4 : 3;
  const [, whole = '', rest = ''] = /^([0-9a-fA-F]*)([^]*)$/.exec(splitExponent(digits)) ?? [];
  const first = whole.length % size;
  const parts = first > 0 ? [whole.slice(0, first)] : [];
  for (let index = first; index < whole.length; index += size) parts.push(whole.slice(index, index + size));
  return parts.join(spec.group) + rest.replace('\0', '');
}

/** Marks where the whole part ends, because `e` is a hexadecimal digit, too. */
function splitExponent(digits: string): string {
  return digits.replace(/^(\d+)(e[-+])/, '$1\0$2');
}

/** Filled up between sign and digits; zeros are grouped as the digits are. */
function zeroFilled(spec: Spec, digits: string, width: number): string {
  if (!spec.group || spec.fill !== '0') return padded(grouped(spec, digits), width, '>', spec.fill);
  // A fifth of the width is more than the separators take, so only the rest is found by trying.
  const rest = digits.length - (/^[0-9a-fA-F]*/.exec(splitExponent(digits))?.[0].length ?? 0);
  let filled = '0'.repeat(Math.max(0, Math.floor((width - rest) * 0.74) - digits.length)) + digits;
  while (grouped(spec, filled).length < width) filled = `0${filled}`;
  return grouped(spec, filled);
}

function characterOf(spec: Spec, number: number | bigint): string {
  if (spec.sign) throw new Failure("Sign not allowed with integer format specifier 'c'");
  if (spec.isAlternate) throw new Failure("Alternate form (#) not allowed with integer format specifier 'c'");
  if (number < 0 || number > 0x10ffff) throw new Failure('%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(number));
}

function refuseType(type: string, of: string): never {
  throw new Failure(`Unknown format code '${type}' for object of type '${of}'`);
}
