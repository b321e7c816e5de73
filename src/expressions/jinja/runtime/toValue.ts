import { Dict, type Value } from '../../../base/json.ts';
import { Failure } from '../../Failure.ts';
import { Lookup } from '../../Scope.ts';
import { type Dictionary, dictEntries, dictOf, isDictionary } from '../../values/dictionaries.ts';
import { Opaque } from '../../values/Opaque.ts';
import { DictView } from '../things/DictView.ts';
import { Generator } from '../things/Generator.ts';
import { Markup } from '../things/Markup.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, typeName } from '../things/Thing.ts';
import { ThingSet } from '../things/ThingSet.ts';
import { Tuple } from '../things/Tuple.ts';
import { Nothing, Undefined } from '../things/Undefined.ts';
import { toList } from './iteration.ts';
import type { Run } from './Run.ts';

/** A thing as the plain value it is stored as. Parts that are plain already are given as they are, not copied. */
export function toValue(run: Run, thing: Thing): Value {
  return plain(run, run.copies.settled(thing), new Set());
}

function plain(run: Run, thing: Thing, open: Set<object>): Value {
  if (thing === null || typeof thing !== 'object') return thing;
  if (thing instanceof Opaque) return fromOpaque(run, thing, open);
  if (!isList(thing) && !isDictionary(thing)) return thing as Value;
  if (open.has(thing)) throw new Failure('a collection that holds itself cannot be a result');
  open.add(thing);
  const value = isList(thing) ? fromList(run, thing, open) : fromDict(run, thing, open);
  open.delete(thing);
  return value;
}

function fromOpaque(run: Run, thing: Opaque, open: Set<object>): Value {
  if (thing instanceof Markup) return thing.value;
  // As nothing else could be stored, what an `if` without `else` leaves out is null.
  if (thing instanceof Nothing) return null;
  if (thing instanceof Undefined) return thing.fail();
  if (thing instanceof Tuple || thing instanceof ThingSet) return fromList(run, thing.items, open);
  if (thing instanceof Generator || thing instanceof Range || thing instanceof DictView) {
    return fromList(run, toList(run, thing), open);
  }
  throw new Failure(`the result is of type ${typeName(thing)}, which is not a value`);
}

function fromList(run: Run, list: readonly Thing[], open: Set<object>): Value {
  const items = list.map((item) => plain(run, item, open));
  run.budget.step(items.length);
  return items.every((item, index) => item === list[index]) && Array.isArray(list) ? (list as readonly Value[]) : items;
}

function fromDict(run: Run, dictionary: Dictionary, open: Set<object>): Value {
  if (dictionary instanceof Lookup) return dictionary.toValue();
  const entries = Array.from(dictEntries(dictionary), ([key, value]): [Value, Value] => [
    plain(run, key as Thing, open),
    plain(run, value as Thing, open),
  ]);
  run.budget.step(entries.length);
  // What this evaluation made is a `Dict` whether it needs to be or not.
  if (dictionary instanceof Dict) return dictOf(entries);
  const isSame = entries.every(([key, value]) => dictionary[key as string] === value);
  return isSame ? (dictionary as Value) : dictOf(entries);
}
