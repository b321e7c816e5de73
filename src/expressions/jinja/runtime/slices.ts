import { Failure } from '../../Failure.ts';
import { characters } from '../../values/characters.ts';
import { isInteger, numberOf } from '../../values/numbers.ts';
import { Markup } from '../things/Markup.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';
import type { Run } from './Run.ts';

/** The bounds of a slice; `null` where one is left open. */
export interface Bounds {
  readonly start: Thing;
  readonly stop: Thing;
  readonly step: Thing;
}

/** `object[start:stop:step]`. */
export function sliceOf(run: Run, object: Thing, bounds: Bounds): Thing {
  const current = run.copies.current(object);
  const text = textOf(current);
  if (text !== undefined) {
    run.budget.reading(text.length);
    const result = pick(run, characters(text), bounds).join('');
    return current instanceof Markup ? new Markup(result) : result;
  }
  if (isList(current)) return run.copies.adopt(pick(run, current, bounds));
  if (current instanceof Tuple) return new Tuple(pick(run, current.items, bounds));
  if (current instanceof Range) return partOfRange(current, bounds);
  if (current instanceof Undefined) return current.fail();
  throw new Failure(`'${typeName(current)}' object is not subscriptable by a slice`);
}

function pick<T>(run: Run, items: ArrayLike<T>, bounds: Bounds): T[] {
  const { start, count, step } = resolve(bounds, items.length);
  run.budget.element(count);
  return Array.from({ length: count }, (_, index) => items[start + index * step] as T);
}

function partOfRange(range: Range, bounds: Bounds): Range {
  const { start, stop, step } = resolve(bounds, range.length);
  return new Range(range.at(start), range.at(stop), step * range.step);
}

/** Where to begin and how many to take, negative bounds counted from the end. */
function resolve(bounds: Bounds, length: number): { start: number; stop: number; count: number; step: number } {
  const step = bound(bounds.step) ?? 1;
  if (step === 0) throw new Failure('slice step cannot be zero');
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const within = (given: number | undefined, otherwise: number) => {
    if (given === undefined) return otherwise;
    return Math.min(Math.max(given < 0 ? given + length : given, lowest), highest);
  };
  const start = within(bound(bounds.start), step > 0 ? lowest : highest);
  const stop = within(bound(bounds.stop), step > 0 ? highest : lowest);
  return { start, stop, count: Math.max(0, Math.ceil((stop - start) / step)), step };
}

function bound(given: Thing): number | undefined {
  if (given === null) return undefined;
  if (given instanceof Undefined) return given.fail();
  const number = numberOf(given);
  if (number === undefined || !isInteger(number)) {
    throw new Failure('slice indices must be integers or None or have an __index__ method');
  }
  return Math.min(Math.max(Number(number), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}
