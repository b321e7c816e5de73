/** Jinja's tests: what may stand behind `is`. */
import { Float } from '../../base/json.ts';
import { isDictionary } from '../values/dictionaries.ts';
import { isInteger, numberOf } from '../values/numbers.ts';
import { isLower, isUpper } from './formatting/cases.ts';
import { compareThings, contains, equal } from './runtime/comparison.ts';
import { isIterable } from './runtime/iteration.ts';
import { keyIdentity } from './runtime/keys.ts';
import { calculate } from './runtime/operators.ts';
import type { Routine, Run } from './runtime/Run.ts';
import { routines, takes } from './runtime/routine.ts';
import type { Comparison } from './syntax/ast.ts';
import { Callable } from './things/Callable.ts';
import { Markup } from './things/Markup.ts';
import { Members } from './things/Members.ts';
import { Range } from './things/Range.ts';
import { isList, type Thing, textOf } from './things/Thing.ts';
import { Tuple } from './things/Tuple.ts';
import { Nothing, Undefined } from './things/Undefined.ts';

const is = (holds: (value: Thing, run: Run) => boolean): Routine => takes('', (run, value) => holds(value, run));
const compared = (operator: Comparison['operator']): Routine =>
  takes('/other', (run, value, other) => compareThings(run, operator, value, other));
const leaves = (run: Run, value: Thing, divisor: Thing, rest: number): boolean =>
  equal(run, calculate(run, '%', value, divisor), rest);
const isFloat = (value: Thing): boolean =>
  value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
const isSequence = (value: Thing): boolean =>
  textOf(value) !== undefined ||
  isList(value) ||
  isDictionary(value) ||
  value instanceof Tuple ||
  value instanceof Range ||
  value instanceof Nothing;

export const TESTS: ReadonlyMap<string, Routine> = routines({
  odd: is((value, run) => leaves(run, value, 2, 1)),
  even: is((value, run) => leaves(run, value, 2, 0)),
  divisibleby: takes('num', (run, value, divisor) => leaves(run, value, divisor, 0)),
  defined: is((value) => !(value instanceof Undefined)),
  undefined: is((value) => value instanceof Undefined),
  filter: is((value, run) => run.library.filters.has(keyIdentity(value) as string)),
  test: is((value, run) => run.library.tests.has(keyIdentity(value) as string)),
  none: is((value) => value === null),
  boolean: is((value) => typeof value === 'boolean'),
  false: is((value) => value === false),
  true: is((value) => value === true),
  integer: is((value) => isInteger(value)),
  float: is(isFloat),
  number: is((value) => numberOf(value) !== undefined),
  lower: is((value, run) => isLower(run.text(value))),
  upper: is((value, run) => isUpper(run.text(value))),
  string: is((value) => textOf(value) !== undefined),
  mapping: is((value) => isDictionary(value)),
  sequence: is(isSequence),
  iterable: is((value, run) => isIterable(run, value)),
  callable: is((value) => isCallable(value)),
  sameas: takes('other', (_run, value, other) => isSame(value, other)),
  escaped: is((value) => value instanceof Markup),
  in: takes('seq', (run, value, container) => contains(run, container, value)),
  ...Object.fromEntries(
    Object.entries({
      '==': ['==', 'eq', 'equalto'],
      '!=': ['!=', 'ne'],
      '>': ['>', 'gt', 'greaterthan'],
      '>=': ['>=', 'ge'],
      '<': ['<', 'lt', 'lessthan'],
      '<=': ['<=', 'le'],
    }).flatMap(([operator, names]) => names.map((name) => [name, compared(operator as Comparison['operator'])])),
  ),
});

function isCallable(value: Thing): boolean {
  if (value instanceof Callable || value instanceof Undefined) return true;
  return value instanceof Members && value.member('__call__') !== undefined;
}

/** Python's `is`: equal texts and small integers are usually one object. */
function isSame(value: Thing, other: Thing): boolean {
  if (value instanceof Float && other instanceof Float) return Object.is(value.value, other.value);
  return value === other;
}
