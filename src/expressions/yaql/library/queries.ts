import { Failure } from '../../Failure.ts';
import type { Integer } from '../../values/numbers.ts';
import { isTruthy } from '../../values/truth.ts';
import type { Call } from '../Call.ts';
import { WrongCount } from '../failures.ts';
import { hashOf } from '../inner/hash.ts';
import { ABSENT, type Absent, Collection, type Inner } from '../inner/Inner.ts';
import { list, Sequence } from '../inner/Sequence.ts';
import { Remembered, Stream } from '../inner/Stream.ts';
import { SetLike } from '../inner/sets.ts';
import { any, collection, int, type Lambda, lambda } from '../kinds.ts';
import { asEither, asFunction, asMethod, type Overload, one, optional, rest } from '../Overload.ts';
import { chained } from './collections.ts';

const items = one('collection', collection);
const predicate = one('predicate', lambda);
const selector = one('selector', lambda);

function* where(from: Iterable<Inner>, holds: Lambda): Generator<Inner> {
  for (const item of from) if (isTruthy(holds(item))) yield item;
}

function* select(from: Iterable<Inner>, of: Lambda): Generator<Inner> {
  for (const item of from) yield of(item);
}

function* skip(from: Iterable<Inner>, count: number): Generator<Inner> {
  let left = count;
  for (const item of from) if (left-- <= 0) yield item;
}

/** Takes no item more than asked for: it may be dear, or never come. */
function* limit(from: Iterable<Inner>, count: number): Generator<Inner> {
  if (count === 0) return;
  let left = count;
  for (const item of from) {
    yield item;
    if (--left === 0) return;
  }
}

function atLeastZero(count: Integer): number {
  if (count < 0) throw new Failure('The count is negative');
  return Number(count);
}

function* distinct(call: Call, from: Iterable<Inner>, keyOf: Lambda | null): Generator<Inner> {
  const known = new Set<unknown>();
  for (const item of from) {
    const hash = hashOf(keyOf ? keyOf(item) : item);
    if (known.has(hash)) continue;
    call.budget.element();
    known.add(hash);
    yield item;
  }
}

function* enumerated(call: Call, from: Iterable<Inner>, start: number): Generator<Inner> {
  let index = start;
  for (const item of from) {
    call.budget.element(2);
    yield list([index++, item]);
  }
}

function* takeWhile(from: Iterable<Inner>, holds: Lambda): Generator<Inner> {
  for (const item of from) {
    if (!isTruthy(holds(item))) return;
    yield item;
  }
}

function* skipWhile(from: Iterable<Inner>, holds: Lambda): Generator<Inner> {
  let isSkipping = true;
  for (const item of from) {
    isSkipping &&= isTruthy(holds(item));
    if (!isSkipping) yield item;
  }
}

function* selectMany(from: Iterable<Inner>, of: Lambda): Generator<Inner> {
  for (const item of from) {
    const inner = of(item);
    if (inner instanceof Collection) yield* inner;
    else yield inner;
  }
}

function* joined(
  call: Call,
  first: Iterable<Inner>,
  second: Iterable<Inner>,
  holds: Lambda,
  of: Lambda,
): Generator<Inner> {
  const others = memorized(call, second);
  for (const item of first) {
    for (const other of others) if (isTruthy(holds(item, other))) yield of(item, other);
  }
}

export function memorized(call: Call, from: Iterable<Inner>): Iterable<Inner> {
  if (!(from instanceof Stream) || from instanceof Remembered) return from;
  return new Remembered(from[Symbol.iterator](), () => call.budget.element());
}

export function reduced(
  from: Iterable<Inner>,
  combine: (sum: Inner, item: Inner) => Inner,
  seed: Inner | Absent,
): Inner {
  let sum = seed;
  for (const item of from) sum = sum === ABSENT ? item : combine(sum, item);
  if (sum === ABSENT) throw new WrongCount('The collection is empty');
  return sum;
}

function* accumulated(from: Iterable<Inner>, combine: Lambda, seed: Inner | Absent): Generator<Inner> {
  let sum = seed;
  if (sum !== ABSENT) yield sum;
  for (const item of from) {
    sum = sum === ABSENT ? item : combine(sum, item);
    yield sum;
  }
  if (sum === ABSENT) throw new WrongCount('The collection is empty');
}

function firstOf(from: Iterable<Inner>, otherwise: Inner | Absent): Inner {
  for (const item of from) return item;
  if (otherwise === ABSENT) throw new WrongCount('The collection is empty');
  return otherwise;
}

function lastOf(from: Collection, otherwise: Inner | Absent): Inner {
  let last = otherwise;
  if (from instanceof Sequence) last = from.length > 0 ? from.at(from.length - 1) : otherwise;
  else for (const item of from) last = item;
  if (last === ABSENT) throw new WrongCount('The collection is empty');
  return last;
}

function single(from: Iterable<Inner>): Inner {
  let only: Inner | Absent = ABSENT;
  for (const item of from) {
    if (only !== ABSENT) throw new WrongCount('Collection contains more than one item');
    only = item;
  }
  if (only === ABSENT) throw new WrongCount('The collection is empty');
  return only;
}

/** The index of the first or last item that the test holds for, −1 where there is none. */
function place(from: Iterable<Inner>, holds: (item: Inner) => boolean, which: 'first' | 'last'): number {
  let found = -1;
  let index = -1;
  for (const item of from) {
    index++;
    if (!holds(item)) continue;
    found = index;
    if (which === 'first') break;
  }
  return found;
}

function defaultIfEmpty(call: Call, from: Collection, otherwise: Collection): Inner {
  if (from instanceof Sequence) return from.length === 0 ? otherwise : from;
  if (from instanceof SetLike) return from.size === 0 ? otherwise : from;
  const kept = memorized(call, from) as Collection;
  for (const _ of kept) return kept;
  return otherwise;
}

const aggregating = (name: string): Overload =>
  asMethod(name, [items, selector, optional('seed', any, ABSENT)], (_, from, combine, seed) =>
    reduced(from, combine, seed),
  );

const folding = (name: string, combine: (call: Call, sum: Inner, item: Inner) => Inner): Overload =>
  asMethod(name, [items, optional('initial', any, ABSENT)], (call, from, initial) =>
    reduced(from, (sum, item) => combine(call, sum, item), initial),
  );

const named = (names: readonly string[], make: (name: string) => Overload): Overload[] => names.map(make);

export const queries: readonly Overload[] = [
  ...named(['where', 'filter'], (name) =>
    asMethod(name, [items, predicate], (call, from, holds) => call.stream(where(from, holds))),
  ),
  ...named(['select', 'map'], (name) =>
    asMethod(name, [items, selector], (call, from, of) => call.stream(select(from, of))),
  ),
  asMethod('skip', [items, one('count', int)], (call, from, count) => call.stream(skip(from, atLeastZero(count)))),
  ...named(['limit', 'take'], (name) =>
    asMethod(name, [items, one('count', int)], (call, from, count) => call.stream(limit(from, atLeastZero(count)))),
  ),
  asEither('append', [items, rest('args', any)], (call, from, more) => call.stream(chained(from, more))),
  asEither('concat', [rest('collections', collection)], (call, collections) => call.stream(chained(...collections))),
  asEither('distinct', [items, optional('keySelector', lambda, null)], (call, from, keyOf) =>
    call.stream(distinct(call, from, keyOf)),
  ),
  asEither('enumerate', [items, optional('start', int, 0)], (call, from, start) =>
    call.stream(enumerated(call, from, Number(start))),
  ),
  asEither('any', [items, optional('predicate', lambda, null)], (_, from, holds) => {
    for (const item of from) if (!holds || isTruthy(holds(item))) return true;
    return false;
  }),
  asEither('all', [items, optional('predicate', lambda, null)], (_, from, holds) => {
    for (const item of from) if (!isTruthy(holds ? holds(item) : item)) return false;
    return true;
  }),
  asMethod('memorize', [items], (call, from) => memorized(call, from) as Collection),
  folding('sum', (call, sum, item) => call.operator('+', sum, item)),
  folding('max', (call, sum, item) => call.function('max', sum, item)),
  folding('min', (call, sum, item) => call.function('min', sum, item)),
  asMethod('first', [items, optional('default', any, ABSENT)], (_, from, otherwise) => firstOf(from, otherwise)),
  asMethod('last', [items, optional('default', any, ABSENT)], (_, from, otherwise) => lastOf(from, otherwise)),
  asMethod('single', [items], (_, from) => single(from)),
  asMethod('selectMany', [items, selector], (call, from, of) => call.stream(selectMany(from, of))),
  asMethod(
    'join',
    [one('collection1', collection), one('collection2', collection), predicate, selector],
    (call, first, second, holds, of) => call.stream(joined(call, first, second, holds, of)),
  ),
  asMethod('takeWhile', [items, predicate], (call, from, holds) => call.stream(takeWhile(from, holds))),
  asMethod('skipWhile', [items, predicate], (call, from, holds) => call.stream(skipWhile(from, holds))),
  asMethod('indexOf', [items, one('item', any)], (call, from, wanted) =>
    place(from, (item) => call.evaluation.equals(item, wanted), 'first'),
  ),
  asMethod('lastIndexOf', [items, one('item', any)], (call, from, wanted) =>
    place(from, (item) => call.evaluation.equals(item, wanted), 'last'),
  ),
  asMethod('indexWhere', [items, predicate], (_, from, holds) => place(from, (item) => isTruthy(holds(item)), 'first')),
  asMethod('lastIndexWhere', [items, predicate], (_, from, holds) =>
    place(from, (item) => isTruthy(holds(item)), 'last'),
  ),
  ...named(['aggregate', 'reduce'], aggregating),
  asMethod('accumulate', [items, selector, optional('seed', any, ABSENT)], (call, from, combine, seed) =>
    call.stream(accumulated(from, combine, seed)),
  ),
  asMethod('defaultIfEmpty', [items, one('default', collection)], defaultIfEmpty),
  asFunction('isIterable', [one('value', any)], (_, value) => value instanceof Collection),
];
