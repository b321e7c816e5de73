import { Failure } from '../../Failure.ts';
import type { Call } from '../Call.ts';
import { OutOfRange } from '../failures.ts';
import { Collection, type Inner } from '../inner/Inner.ts';
import { list, MadeSequence, type Sequence } from '../inner/Sequence.ts';
import { Stream } from '../inner/Stream.ts';
import { FrozenSet, SetLike } from '../inner/sets.ts';
import { any, collection, int, iterator, ordered, sequence } from '../kinds.ts';
import { asEither, asFunction, asMethod, type Overload, one, optional, rest } from '../Overload.ts';

/** Streams among the arguments give their items. */
export function* unrolled(items: Iterable<Inner>): Generator<Inner> {
  for (const item of items) {
    if (item instanceof Stream) yield* unrolled(item);
    else yield item;
  }
}

export function* chained(...collections: readonly Iterable<Inner>[]): Generator<Inner> {
  for (const items of collections) yield* items;
}

/** Whether an item equals the value; of a set or a view of keys, by its hash. */
export function isIn(call: Call, items: Collection, value: Inner): boolean {
  if (items instanceof SetLike) return items.has(value);
  for (const item of items) {
    if (call.evaluation.equals(item, value)) return true;
  }
  return false;
}

function* flattened(items: Iterable<Inner>): Generator<Inner> {
  for (const item of items) {
    if (item instanceof Collection) yield* flattened(item);
    else yield item;
  }
}

function combined(call: Call, left: Collection, right: Collection): Inner {
  const areTuples = isFrozenSequence(left) && isFrozenSequence(right);
  if (areTuples) return call.tuple(chained(left, right));
  if (left instanceof FrozenSet && right instanceof FrozenSet) {
    call.budget.element(left.size + right.size);
    return new FrozenSet(chained(left, right));
  }
  return call.stream(chained(left, right));
}

function isFrozenSequence(value: Inner): boolean {
  return value instanceof Collection && 'isFrozen' in value && value.isFrozen === true;
}

function repeated(call: Call, items: Sequence, times: number): Sequence {
  const count = Math.max(0, times);
  call.budget.element(items.length * count);
  const all: Inner[] = [];
  const once = [...items];
  for (let round = 0; round < count && once.length > 0; round++) all.push(...once);
  return new MadeSequence(all, items.isFrozen);
}

function inserted(items: Sequence, position: number, value: Inner): Inner[] {
  const copy = [...items];
  copy.splice(position < 0 ? Math.max(0, copy.length + position) : position, 0, value);
  return copy;
}

function* insertedWhile(items: Iterable<Inner>, position: number, values: Iterable<Inner>): Generator<Inner> {
  let index = -1;
  for (const item of items) {
    index++;
    if (index === position) yield* values;
    yield item;
  }
  if (position > index) yield* values;
}

/** The items, those from `position` on, `count` of them (all if negative), replaced by `values`. */
function* replaced(items: Iterable<Inner>, position: number, count: number, values: Iterable<Inner>): Generator<Inner> {
  let index = -1;
  let isDone = false;
  for (const item of items) {
    index++;
    if (index < position || (count >= 0 && index >= position + count)) {
      yield item;
      continue;
    }
    if (!isDone) yield* values;
    isDone = true;
  }
}

const position = one('position', int);
const count = optional('count', int, 1);

export const collections: readonly Overload[] = [
  asFunction('list', [rest('args', any)], (call, args) => call.tuple(unrolled(args))),
  asFunction('#list', [rest('args', any)], (call, args) => call.tuple(args)),
  asMethod('toList', [one('collection', collection)], (call, items) =>
    isFrozenSequence(items) ? items : call.tuple(items),
  ),
  asMethod('flatten', [one('collection', collection)], (call, items) => call.stream(flattened(items))),
  asFunction('#indexer', [one('list', sequence), one('index', int)], (_, items, index) => {
    const at = index < 0 ? Number(index) + items.length : Number(index);
    if (at < 0 || at >= items.length) throw new OutOfRange();
    return items.at(at);
  }),
  asFunction('#operator_in', [one('value', any), one('collection', collection)], (call, value, items) =>
    isIn(call, items, value),
  ),
  asMethod('contains', [one('collection', collection), one('value', any)], isIn),
  asFunction('#operator_+', [one('left', collection), one('right', collection)], combined),
  asFunction('#operator_*', [one('left', sequence), one('right', int)], (call, items, times) =>
    repeated(call, items, Number(times)),
  ),
  asFunction('#operator_*', [one('left', int), one('right', sequence)], (call, times, items) =>
    repeated(call, items, Number(times)),
  ),
  asFunction('isList', [one('arg', any)], (_, value) => value instanceof Collection && 'isFrozen' in value),
  asEither('len', [one('sequence', sequence)], (_, items) => items.length),
  asEither('len', [one('collection', iterator)], (_, items) => counted(items)),
  asMethod('count', [one('collection', collection)], (_, items) => counted(items)),
  asMethod('delete', [one('collection', collection), position, count], (call, items, at, length) =>
    call.stream(replaced(items, Number(at), Number(length), [])),
  ),
  asMethod(
    'replace',
    [one('collection', collection), position, one('value', any), count],
    (call, items, at, value, length) => call.stream(replaced(items, Number(at), Number(length), [value])),
  ),
  asMethod(
    'replaceMany',
    [one('collection', collection), position, one('values', collection), count],
    (call, items, at, values, length) => call.stream(replaced(items, Number(at), Number(length), values)),
  ),
  asMethod('insert', [one('collection', ordered), position, one('value', any)], (call, items, at, value) =>
    call.stream(insertedWhile(items, Number(at), [value])),
  ),
  asMethod('insert', [one('collection', sequence), position, one('value', any)], (call, items, at, value) => {
    call.budget.element(items.length);
    return list(inserted(items, Number(at), value));
  }),
  asMethod(
    'insertMany',
    [one('collection', collection), position, one('values', collection)],
    (call, items, at, values) =>
      call.stream(at < 0 ? chained(values, items) : insertedWhile(items, Number(at), values)),
  ),
];

export function counted(items: Collection): number {
  let total = 0;
  for (const _ of items) total++;
  return total;
}

/** Two or more items, of which the first two count: a key and its value. */
export function pairOf(item: Inner): [Inner, Inner] {
  const items: Iterable<Inner> | undefined =
    item instanceof Collection ? item : typeof item === 'string' ? item : undefined;
  if (!items) throw new Failure('An item is not a pair of a key and a value');
  const [key, value] = items;
  if (key === undefined || value === undefined) throw new Failure('An item is not a pair of a key and a value');
  return [key, value];
}
