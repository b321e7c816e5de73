import { Failure } from '../../Failure.ts';
import { characters, lengthOfText } from '../../values/characters.ts';
import { dictKeys, dictSize, isDictionary } from '../../values/dictionaries.ts';
import { DictView } from '../things/DictView.ts';
import { Generator as Lazy } from '../things/Generator.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { ThingSet } from '../things/ThingSet.ts';
import { Tuple } from '../things/Tuple.ts';
import { Nothing, Undefined } from '../things/Undefined.ts';
import type { Run } from './Run.ts';

/** The items of a thing, one by one. Fails where it has none to go through. */
export function* iterate(run: Run, thing: Thing): Generator<Thing, void, undefined> {
  const source = sourceOf(run, thing);
  if (!source) throw new Failure(`'${typeName(thing)}' object is not iterable`);
  for (;;) {
    const { done, value } = source.next();
    if (done) return;
    run.budget.step();
    yield run.copies.current(value);
  }
}

export function isIterable(run: Run, thing: Thing): boolean {
  return sourceOf(run, thing) !== undefined;
}

/** All items in a new list. */
export function toList(run: Run, thing: Thing): Thing[] {
  const items = run.copies.adopt([...iterate(run, thing)]);
  run.budget.element(items.length);
  return items;
}

/** Python's `len`; `undefined` where there is none. */
export function lengthOf(thing: Thing): number | undefined {
  const text = textOf(thing);
  if (text !== undefined) return lengthOfText(text);
  if (isList(thing)) return thing.length;
  if (thing instanceof Tuple || thing instanceof ThingSet) return thing.items.length;
  if (thing instanceof Range || thing instanceof DictView) return thing.length;
  if (thing instanceof Nothing) return 0;
  if (thing instanceof Undefined) return thing.fail();
  return isDictionary(thing) ? dictSize(thing) : undefined;
}

export function needLength(thing: Thing): number {
  const length = lengthOf(thing);
  if (length === undefined) throw new Failure(`object of type '${typeName(thing)}' has no len()`);
  return length;
}

function sourceOf(run: Run, thing: Thing): Iterator<Thing> | undefined {
  const current = run.copies.current(thing);
  const text = textOf(current);
  if (text !== undefined) return characters(text)[Symbol.iterator]();
  if (isList(current)) return current[Symbol.iterator]();
  if (current instanceof Tuple || current instanceof ThingSet) return current.items[Symbol.iterator]();
  if (current instanceof Lazy) return current.items;
  if (current instanceof Range) return current.numbers();
  if (current instanceof DictView) return current.things();
  if (current instanceof Nothing) return [][Symbol.iterator]();
  if (current instanceof Undefined) return current.fail();
  return isDictionary(current) ? (dictKeys(current) as readonly Thing[])[Symbol.iterator]() : undefined;
}
