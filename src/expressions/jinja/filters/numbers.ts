/** Filters that work with numbers. */
import { Float } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { absolute, round } from '../../values/arithmetic.ts';
import { fixed } from '../../values/floats.ts';
import { isInteger, type Numeric, numberOf, toFloat, truncate } from '../../values/numbers.ts';
import { isTruthy } from '../../values/truth.ts';
import { readFloat, readInteger } from '../formatting/numerals.ts';
import { needInteger, needText } from '../runtime/needs.ts';
import { calculate } from '../runtime/operators.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { type Thing, textOf, typeName } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';

export const NUMBER_FILTERS: Readonly<Record<string, Routine>> = {
  abs: takes('', (_run, value) => {
    const number = numberOf(value);
    if (number === undefined) throw new Failure(`bad operand type for abs(): '${typeName(value)}'`);
    return absolute(number);
  }),
  int: takes(
    'default? base?',
    (_run, value, otherwise: Thing = 0, base: Thing = 10) => toInteger(value, needInteger(base)) ?? otherwise,
  ),
  float: takes('default?', (_run, value, otherwise: Thing = new Float(0)) => asFloat(value) ?? otherwise),
  round: takes('precision? method?', roundTo),
  filesizeformat: takes('binary?', (_run, value, binary: Thing = false) =>
    fileSize(value, isTruthy(binary) ? 1024 : 1000),
  ),
};

/** `undefined` where it cannot be made one; `'42.9'` is 42. */
function toInteger(value: Thing, base: number): Thing | undefined {
  const text = textOf(value);
  const read = text === undefined ? undefined : readInteger(text, base);
  if (read !== undefined) return read;
  const number = numberOf(value);
  if (number !== undefined && isInteger(number)) return number;
  const float = floatOf(value);
  if (float === undefined || Number.isNaN(float)) return undefined;
  return truncate(float);
}

function asFloat(value: Thing): Thing | undefined {
  const float = floatOf(value);
  return float === undefined ? undefined : Float.of(float);
}

function floatOf(value: Thing): number | undefined {
  if (value instanceof Undefined) return value.fail();
  const number = numberOf(value);
  if (number !== undefined) return toFloat(number);
  const text = textOf(value);
  return text === undefined ? undefined : readFloat(text);
}

function roundTo(run: Run, value: Thing, precision: Thing = 0, method: Thing = 'common'): Thing {
  const how = needText(method);
  if (how !== 'common' && how !== 'ceil' && how !== 'floor') throw new Failure('method must be common, ceil or floor');
  const number = numberOf(value);
  if (number === undefined) throw new Failure(`type ${typeName(value)} doesn't define __round__ method`);
  if (how === 'common') return precision === null ? round(number) : round(number, needInteger(precision));
  const scale = calculate(run, '**', 10, precision);
  const scaled = calculate(run, '*', number, scale) as Numeric;
  const whole = isInteger(scaled) ? scaled : truncate(Math[how](toFloat(scaled)));
  return calculate(run, '/', whole, scale);
}

function fileSize(value: Thing, base: number): string {
  const size = floatOf(value);
  if (size === undefined) throw new Failure('could not convert to float');
  if (size === 1) return '1 Byte';
  if (size < base) return `${Math.trunc(size)} Bytes`;
  const units = 'kMGTPEZY';
  let power = 1;
  while (power < units.length && size >= base ** (power + 1)) power++;
  const letter = units.charAt(power - 1);
  const prefix = base === 1024 ? `${letter.toUpperCase()}i` : letter;
  return `${fixed((base * size) / base ** (power + 1), 1)} ${prefix}B`;
}
