/** Filters that go by the order of things. Texts are compared without regard to case unless asked otherwise. */
import { Failure } from '../../Failure.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { isTruthy } from '../../values/truth.ts';
import { equal, isBefore } from '../runtime/comparison.ts';
import { getter, getters, withoutCase } from '../runtime/getter.ts';
import { iterate, toList } from '../runtime/iteration.ts';
import { keyIdentity } from '../runtime/keys.ts';
import { needText } from '../runtime/needs.ts';
import { pairsOf } from '../runtime/pairs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { sorted } from '../runtime/sorting.ts';
import { Generator as Lazy } from '../things/Generator.ts';
import { type Thing, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';

export const ORDERING_FILTERS: Readonly<Record<string, Routine>> = {
  sort: takes('reverse? case_sensitive? attribute?', (run, value, isReversed?: Thing, isExact?: Thing, by?: Thing) => {
    const fold = folding(isExact);
    const keys = getters(run, by).map((read) => (item: Thing) => fold(read(item)));
    const keyOf = (item: Thing) => keys.map((read) => read(item));
    return run.copies.adopt(sorted(run, toList(run, value), keyOf, isTruthy(isReversed ?? false)));
  }),
  dictsort: takes('case_sensitive? by? reverse?', dictSort),
  unique: takes('case_sensitive? attribute?', (run, value, isExact?: Thing, by?: Thing) => {
    return new Lazy(unique(run, value, keyReader(run, isExact, by)), 'generator object do_unique');
  }),
  min: takes('case_sensitive? attribute?', (run, value, isExact?: Thing, by?: Thing) =>
    extreme(run, value, keyReader(run, isExact, by), (key, best) => isBefore(run, key, best)),
  ),
  max: takes('case_sensitive? attribute?', (run, value, isExact?: Thing, by?: Thing) =>
    extreme(run, value, keyReader(run, isExact, by), (key, best) => isBefore(run, best, key)),
  ),
  groupby: takes('attribute default? case_sensitive?', (run, value, by, otherwise?: Thing, isExact?: Thing) => {
    const read = getter(run, by, otherwise);
    const fold = folding(isExact);
    return groups(run, toList(run, value), read, (item) => fold(read(item)));
  }),
};

function folding(isCaseSensitive: Thing = false): (thing: Thing) => Thing {
  return isTruthy(isCaseSensitive) ? (thing) => thing : withoutCase;
}

function keyReader(run: Run, isCaseSensitive: Thing | undefined, attribute: Thing | undefined): (item: Thing) => Thing {
  const read = getter(run, attribute);
  const fold = folding(isCaseSensitive);
  return (item) => fold(read(item));
}

function dictSort(
  run: Run,
  value: Thing,
  isCaseSensitive: Thing = false,
  by: Thing = 'key',
  isReversed: Thing = false,
): Thing {
  const column = ['key', 'value'].indexOf(needText(by));
  if (column < 0) throw new Failure('You can only sort by either "key" or "value"');
  if (value instanceof Undefined) value.fail();
  if (!isDictionary(value)) throw new Failure(`'${typeName(value)}' object has no attribute 'items'`);
  const fold = folding(isCaseSensitive);
  const pairs = pairsOf(run, value).map((pair) => new Tuple(pair));
  return sorted(run, pairs, (pair) => fold((pair as Tuple).items[column] as Thing), isTruthy(isReversed));
}

function* unique(run: Run, value: Thing, keyOf: (item: Thing) => Thing): Generator<Thing, void, undefined> {
  const seen = new Set<unknown>();
  for (const item of iterate(run, value)) {
    const identity = keyIdentity(keyOf(item));
    if (seen.has(identity)) continue;
    seen.add(identity);
    yield item;
  }
}

function extreme(
  run: Run,
  value: Thing,
  keyOf: (item: Thing) => Thing,
  isBetter: (key: Thing, best: Thing) => boolean,
): Thing {
  let best: { item: Thing; key: Thing } | undefined;
  for (const item of iterate(run, value)) {
    const key = keyOf(item);
    if (!best || isBetter(key, best.key)) best = { item, key };
  }
  return best ? best.item : new Undefined('No aggregated item, sequence was empty.');
}

/** Each group is named by what its first item has, not by the folded key. */
function groups(run: Run, items: Thing[], read: (item: Thing) => Thing, keyOf: (item: Thing) => Thing): Thing {
  const result: { key: Thing; items: Thing[] }[] = [];
  for (const item of sorted(run, items, keyOf)) {
    const key = keyOf(item);
    const last = result.at(-1);
    if (last && equal(run, last.key, key)) last.items.push(item);
    else result.push({ key, items: [item] });
  }
  return result.map((group) => new Tuple([read(group.items[0] as Thing), group.items], ['grouper', 'list']));
}
