import { Failure } from '../../Failure.ts';
import { compareText } from '../../values/compare.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { valuesEqual } from '../../values/equality.ts';
import { isLess, isSameNumber, numberOf } from '../../values/numbers.ts';
import type { Comparison } from '../syntax/ast.ts';
import { DictView } from '../things/DictView.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Nothing, Undefined } from '../things/Undefined.ts';
import { isIterable, iterate } from './iteration.ts';
import { keyIdentity, memberOf } from './keys.ts';
import type { Run } from './Run.ts';

type Order = '<' | '<=' | '>' | '>=';

export function compareThings(run: Run, operator: Comparison['operator'], left: Thing, right: Thing): boolean {
  if (operator === '==') return equal(run, left, right);
  if (operator === '!=') return !equal(run, left, right);
  if (operator === 'in') return contains(run, right, left);
  if (operator === 'not in') return !contains(run, right, left);
  return inOrder(run, operator, left, right);
}

export function equal(run: Run, left: Thing, right: Thing): boolean {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side instanceof Undefined && !(side instanceof Nothing && other instanceof Undefined))
      return side.equals(other);
  }
  return valuesEqual(textOf(left) ?? run.copies.settled(left), textOf(right) ?? run.copies.settled(right), run.budget);
}

export function isBefore(run: Run, left: Thing, right: Thing): boolean {
  return inOrder(run, '<', left, right);
}

/** Python's order: numbers, texts, and lists and tuples element by element. */
export function inOrder(run: Run, operator: Order, left: Thing, right: Thing): boolean {
  run.budget.step();
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== undefined && b !== undefined) {
    const isStrict = operator === '<' ? isLess(a, b) : operator === '>' ? isLess(b, a) : undefined;
    return isStrict ?? (isSameNumber(a, b) || (operator === '<=' ? isLess(a, b) : isLess(b, a)));
  }
  const [text, other] = [textOf(left), textOf(right)];
  if (text !== undefined && other !== undefined) {
    run.budget.reading(Math.min(text.length, other.length));
    return holds(operator, compareText(text, other));
  }
  if (isList(left) && isList(right)) return listsInOrder(run, operator, left, right);
  if (left instanceof Tuple && right instanceof Tuple) return listsInOrder(run, operator, left.items, right.items);
  for (const side of [left, right]) if (side instanceof Undefined) side.fail();
  const types = `'${typeName(left)}' and '${typeName(right)}'`;
  throw new Failure(`'${operator}' not supported between instances of ${types}`);
}

/** Python's `in`. */
export function contains(run: Run, container: Thing, item: Thing): boolean {
  const current = run.copies.current(container);
  const text = textOf(current);
  if (text !== undefined) {
    run.budget.reading(text.length);
    return textContains(text, item);
  }
  if (current instanceof Range) {
    if (item instanceof Undefined && current.length > 0) return item.equals(0);
    const number = numberOf(item);
    return number !== undefined && current.indexOf(Number(number instanceof Object ? number.value : number)) >= 0;
  }
  if (isDictionary(current)) return memberOf(current, item) !== undefined;
  if (current instanceof DictView && current.kind === 'keys') {
    keyIdentity(item);
    return memberOf(current.dictionary(), item) !== undefined;
  }
  if (!isIterable(run, current)) throw new Failure(`argument of type '${typeName(current)}' is not iterable`);
  for (const candidate of iterate(run, current)) if (candidate === item || equal(run, candidate, item)) return true;
  return false;
}

function textContains(text: string, item: Thing): boolean {
  const part = textOf(item);
  if (part !== undefined) return text.includes(part);
  if (item instanceof Undefined) return item.fail();
  throw new Failure(`'in <string>' requires string as left operand, not ${typeName(item)}`);
}

function listsInOrder(run: Run, operator: Order, left: readonly Thing[], right: readonly Thing[]): boolean {
  const index = left.findIndex((item, at) => at >= right.length || !equal(run, item, right[at] as Thing));
  if (index < 0 || index >= right.length) return holds(operator, left.length - right.length);
  return inOrder(run, operator, left[index] as Thing, right[index] as Thing);
}

function holds(operator: Order, difference: number): boolean {
  if (operator === '<') return difference < 0;
  if (operator === '>') return difference > 0;
  return operator === '<=' ? difference <= 0 : difference >= 0;
}
