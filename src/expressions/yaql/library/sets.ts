import { Failure } from '../../Failure.ts';
import type { Call } from '../Call.ts';
import type { Inner } from '../inner/Inner.ts';
import { FrozenSet, SetLike } from '../inner/sets.ts';
import { any, collection, set } from '../kinds.ts';
import { asEither, asFunction, asMethod, type Overload, one, rest } from '../Overload.ts';
import { chained, unrolled } from './collections.ts';

const left = one('left', set);
const right = one('right', set);

function made(call: Call, items: Iterable<Inner>): FrozenSet {
  return new FrozenSet(call.collect(items));
}

/** The views of a dictionary pass for sets, but have not got their methods. */
function own(of: SetLike): FrozenSet {
  if (!(of instanceof FrozenSet))
    throw new Failure('The keys or items of a dictionary are not a full set; use toSet()');
  return of;
}

function* missingIn(items: Iterable<Inner>, other: SetLike): Generator<Inner> {
  for (const item of items) if (!other.has(item)) yield item;
}

function difference(call: Call, from: SetLike, other: SetLike): FrozenSet {
  return made(call, missingIn(own(from), other));
}

function compared(symbol: string, holds: (left: SetLike, right: SetLike) => boolean): Overload {
  return asFunction(`#operator_${symbol}`, [left, right], (_, first, second) => holds(first, second));
}

export const sets: readonly Overload[] = [
  asFunction('isSet', [one('arg', any)], (_, value) => value instanceof SetLike),
  asFunction('set', [rest('args', any)], (call, args) => made(call, unrolled(args))),
  asMethod('toSet', [one('collection', collection)], made),
  asEither('len', [one('set', set)], (_, of) => of.size),
  compared('<', (first, second) => first.size < second.size && first.isWithin(second)),
  compared('<=', (first, second) => first.size <= second.size && first.isWithin(second)),
  compared('>', (first, second) => second.size < first.size && second.isWithin(first)),
  compared('>=', (first, second) => second.size <= first.size && second.isWithin(first)),
  asMethod('union', [left, right], (call, first, second) => made(call, chained(own(first), second))),
  asMethod('intersect', [left, right], (call, first, second) =>
    made(
      call,
      Array.from(own(first)).filter((item) => second.has(item)),
    ),
  ),
  asMethod('difference', [left, right], difference),
  asFunction('#operator_-', [left, right], difference),
  asMethod('symmetricDifference', [left, right], (call, first, second) =>
    made(call, chained(missingIn(own(first), second), missingIn(second, first))),
  ),
  asMethod('add', [one('set', set), rest('values', any)], (call, of, values) => made(call, chained(own(of), values))),
  asMethod('remove', [one('set', set), rest('values', any)], (call, of, values) =>
    difference(call, of, new FrozenSet(values)),
  ),
];
