import { Failure } from '../../Failure.ts';
import * as numbers from '../../values/arithmetic.ts';
import { isInteger, type Numeric, numberOf } from '../../values/numbers.ts';
import { formatPercent } from '../formatting/percent.ts';
import type { Arithmetic } from '../syntax/ast.ts';
import { DictView } from '../things/DictView.ts';
import { Markup } from '../things/Markup.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { ThingSet } from '../things/ThingSet.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';
import { iterate } from './iteration.ts';
import { keyIdentity } from './keys.ts';
import type { Run } from './Run.ts';

export function calculate(run: Run, operator: Arithmetic, left: Thing, right: Thing): Thing {
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) return onNumbers(run, operator, a, b);
  const isFormat = operator === '%' && textOf(left) !== undefined;
  if (!isFormat) for (const side of [left, right]) if (side instanceof Undefined) side.fail();
  const result = onCollections(run, operator, left, right);
  if (result !== undefined) return result;
  return refuse(operator, left, right);
}

export function negate(thing: Thing): Thing {
  return numbers.negate(needNumber('-', thing));
}

export function plus(thing: Thing): Thing {
  return needNumber('+', thing);
}

/** Joins as `~` does: by the texts of things, escaped as soon as one of them is marked as safe. */
export function concatenate(run: Run, things: readonly Thing[]): Thing {
  const texts = things.map((thing) => run.text(thing));
  // As Jinja: outside of autoescape the texts are joined as they are, marked or not.
  const first = run.isAutoescaped ? things.findIndex((thing) => thing instanceof Markup) : -1;
  if (first < 0) return run.made(texts.join(''));
  return new Markup(run.made(things.map((thing) => run.escaped(thing).value).join('')));
}

function onNumbers(run: Run, operator: Arithmetic, a: Numeric, b: Numeric): Thing {
  switch (operator) {
    case '+':
      return numbers.add(a, b);
    case '-':
      return numbers.subtract(a, b);
    case '*':
      return numbers.multiply(a, b, run.budget);
    case '/':
      return numbers.divide(a, b);
    case '//':
      return numbers.floorDivide(a, b);
    case '%':
      return numbers.modulo(a, b);
    case '**':
      return numbers.power(a, b, run.budget);
  }
}

function onCollections(run: Run, operator: Arithmetic, left: Thing, right: Thing): Thing | undefined {
  if (operator === '+') return added(run, left, right);
  if (operator === '*') return repeated(run, left, right) ?? repeated(run, right, left);
  if (operator === '%') return formatted(run, left, right);
  return operator === '-' ? difference(run, left, right) : undefined;
}

function added(run: Run, left: Thing, right: Thing): Thing | undefined {
  const [text, other] = [textOf(left), textOf(right)];
  if (text !== undefined && other !== undefined) {
    const isMarked = left instanceof Markup || right instanceof Markup;
    return isMarked ? new Markup(run.made(run.escaped(left).value + run.escaped(right).value)) : run.made(text + other);
  }
  if (isList(left) && isList(right)) return joined(run, left, right);
  return left instanceof Tuple && right instanceof Tuple ? new Tuple(joined(run, left.items, right.items)) : undefined;
}

function joined(run: Run, left: readonly Thing[], right: readonly Thing[]): Thing[] {
  run.budget.element(left.length + right.length);
  return run.copies.adopt([...left, ...right]);
}

function repeated(run: Run, thing: Thing, count: Thing): Thing | undefined {
  const times = numberOf(count);
  if (times === undefined || !isInteger(times)) return undefined;
  const repeats = Math.max(0, Number(times));
  const text = textOf(thing);
  if (text !== undefined) {
    run.budget.textOf(text.length * repeats);
    const result = text === '' ? '' : text.repeat(repeats);
    return thing instanceof Markup ? new Markup(result) : result;
  }
  const items = thing instanceof Tuple ? thing.items : isList(thing) ? thing : undefined;
  if (!items) return undefined;
  run.budget.element(items.length * repeats);
  const result = items.length === 0 ? [] : Array.from({ length: repeats }, () => items).flat();
  return thing instanceof Tuple ? new Tuple(result) : run.copies.adopt(result);
}

function formatted(run: Run, left: Thing, right: Thing): Thing | undefined {
  const text = textOf(left);
  if (text === undefined) return undefined;
  const result = run.made(formatPercent(run, text, right, left instanceof Markup));
  return left instanceof Markup ? new Markup(result) : result;
}

function difference(run: Run, left: Thing, right: Thing): Thing | undefined {
  const isSetLike = left instanceof ThingSet || (left instanceof DictView && left.kind !== 'values');
  if (!isSetLike) return undefined;
  if (left instanceof ThingSet && !(right instanceof ThingSet)) return undefined;
  const removed = new Set(Array.from(iterate(run, right), keyIdentity));
  return new ThingSet([...iterate(run, left)].filter((item) => !removed.has(keyIdentity(item))));
}

function needNumber(sign: string, thing: Thing): Numeric {
  const number = numberOf(thing);
  if (number !== undefined) return number;
  if (thing instanceof Undefined) return thing.fail();
  throw new Failure(`bad operand type for unary ${sign}: '${typeName(thing)}'`);
}

function refuse(operator: Arithmetic, left: Thing, right: Thing): never {
  const [first, second] = [typeName(left), typeName(right)];
  if (operator === '+' && (first === 'str' || first === 'list' || first === 'tuple')) {
    throw new Failure(`can only concatenate ${first} (not "${second}") to ${first}`);
  }
  const isSequence = (thing: Thing) => textOf(thing) !== undefined || isList(thing) || thing instanceof Tuple;
  if (operator === '*' && (isSequence(left) || isSequence(right))) {
    throw new Failure(`can't multiply sequence by non-int of type '${isSequence(left) ? second : first}'`);
  }
  const name = operator === '**' ? '** or pow()' : operator;
  throw new Failure(`unsupported operand type(s) for ${name}: '${first}' and '${second}'`);
}
