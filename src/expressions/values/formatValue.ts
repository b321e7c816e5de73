import { LimitError } from '../../base/errors.ts';
import { Failure } from '../Failure.ts';
import { formatFloat } from './formatFloat.ts';
import { type Integer, isInteger, isNumber, type Numeric, toFloat } from './numbers.ts';
import { Opaque } from './Opaque.ts';
import { pythonText } from './pythonText.ts';

/** `[[fill]align][sign][#][0][width][grouping][.precision][type]` */
interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly isAlternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([_,])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

/** A value by a format specification, as Python's `format`. */
export function formatValue(value: unknown, specification: string, limit: number): string {
  if (specification === '') return pythonText(value, limit);
  if (value instanceof Opaque) throw new Failure('A value of this kind takes no format specification');
  const spec = readSpec(specification);
  if (spec.width > limit) throw new LimitError('A text in an expression', limit, spec.width, 'characters');
  if (typeof value === 'string') return formatString(value, spec);
  if (typeof value === 'boolean') return formatNumber(Number(value), spec);
  if (isNumber(value)) return formatNumber(value, spec);
  throw new Failure('A value of this kind takes no format specification');
}

function readSpec(specification: string): Spec {
  const match = SPEC.exec(specification);
  if (!match) throw new Failure('The format specification is not valid');
  const [, fill, align, sign = '', , alternate, zero, width, grouping = '', precision, type = ''] = match;
  const digits = precision === undefined ? undefined : Number(precision);
  if (digits !== undefined && digits > 10_000) throw new Failure('The precision is too large');
  return {
    fill: fill ?? (zero && !align ? '0' : ' '),
    align: align ?? (zero ? '=' : ''),
    sign,
    isAlternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: digits,
    type,
  };
}

function formatString(text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') throw new Failure('The format specification does not fit a text');
  if (spec.grouping !== '' || spec.sign !== '') throw new Failure('The format specification does not fit a text');
  if (spec.align === '=') throw new Failure("'=' alignment not allowed in string format specifier");
  const cut = spec.precision === undefined ? text : Array.from(text).slice(0, spec.precision).join('');
  return pad('', cut, spec, '<');
}

function formatNumber(value: Numeric, spec: Spec): string {
  const isWhole = isInteger(value) && /^[bcdnoxX]?$/.test(spec.type);
  if (isWhole) return formatInteger(value, spec);
  if (!/^[eEfFgGn%]?$/.test(spec.type)) throw new Failure('The format specification does not fit a number');
  const float = toFloat(value);
  const isNegative = float < 0 || Object.is(float, -0);
  const body = formatFloat(Math.abs(float), spec.type, spec.precision, spec.isAlternate);
  return pad(signOf(isNegative, spec.sign), grouped(body, spec.grouping, 3), spec, '>');
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function formatInteger(value: Integer, spec: Spec): string {
  if (spec.precision !== undefined) throw new Failure('Precision not allowed in integer format specifier');
  if (spec.type === 'c') return pad('', String.fromCodePoint(Number(value)), spec, '<');
  const radix = RADIX[spec.type] ?? 10;
  const digits = (value < 0 ? -value : value).toString(radix);
  const prefix = spec.isAlternate && radix !== 10 ? `0${spec.type}` : '';
  const body = grouped(spec.type === 'X' ? digits.toUpperCase() : digits, spec.grouping, radix === 10 ? 3 : 4);
  return pad(signOf(value < 0, spec.sign) + prefix, body, spec, '>');
}

function signOf(isNegative: boolean, sign: string): string {
  if (isNegative) return '-';
  return sign === '-' ? '' : sign;
}

function grouped(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  const whole = /^[0-9a-zA-Z]*/.exec(digits)?.[0] ?? '';
  const parts: string[] = [];
  for (let end = whole.length; end > 0; end -= size) parts.unshift(whole.slice(Math.max(0, end - size), end));
  return parts.join(separator) + digits.slice(whole.length);
}

function pad(sign: string, body: string, spec: Spec, otherwise: string): string {
  const missing = spec.width - Array.from(sign + body).length;
  if (missing <= 0) return sign + body;
  const fill = (count: number) => spec.fill.repeat(count);
  switch (spec.align || otherwise) {
    case '<':
      return sign + body + fill(missing);
    case '^':
      return fill(Math.floor(missing / 2)) + sign + body + fill(Math.ceil(missing / 2));
    case '=':
      return sign + fill(missing) + body;
    default:
      return fill(missing) + sign + body;
  }
}
