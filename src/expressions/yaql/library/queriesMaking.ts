import { Failure } from '../../Failure.ts';
import { add } from '../../values/arithmetic.ts';
import { type Integer, integer } from '../../values/numbers.ts';
import { isTruthy } from '../../values/truth.ts';
import type { Call } from '../Call.ts';
import { hashOf } from '../inner/hash.ts';
import { Collection, type Inner } from '../inner/Inner.ts';
import { any, boolean, collection, int, type Lambda, lambda } from '../kinds.ts';
import { asFunction, asMethod, keywords, type Overload, one, optional, rest } from '../Overload.ts';

function* range(start: Integer, stop: Integer, step: Integer): Generator<Inner> {
  const isUp = step > 0;
  for (let value = start; isUp ? value < stop : value > stop; value = plus(value, step)) yield value;
}

function plus(value: Integer, step: Integer): Integer {
  return typeof value === 'number' && typeof step === 'number' && Number.isSafeInteger(value + step)
    ? value + step
    : integer(BigInt(value) + BigInt(step));
}

function* sequence(start: Integer, step: Integer): Generator<Inner> {
  for (let value: Inner = start; ; value = add(value as Integer, step)) yield value;
}

function* repeat(value: Inner, times: number): Generator<Inner> {
  for (let left = times; left !== 0; left--) yield value;
}

function* cycle(call: Call, items: Iterable<Inner>): Generator<Inner> {
  const kept: Inner[] = [];
  for (const item of items) {
    call.budget.element();
    kept.push(item);
    yield item;
  }
  while (kept.length > 0) yield* kept;
}

function* generate(
  call: Call,
  initial: Inner,
  goesOn: Lambda,
  next: Lambda,
  of: Lambda | null,
  decycle: boolean,
): Generator<Inner> {
  const past = new Set<unknown>();
  for (let item = initial; isTruthy(goesOn(item)); item = next(item)) {
    call.budget.step();
    if (decycle && isPast(call, past, item)) return;
    yield of ? of(item) : item;
  }
}

interface Traversal {
  readonly of: Lambda | null;
  readonly decycle: boolean;
  readonly depthFirst: boolean;
}

function* generateMany(
  call: Call,
  initial: Inner,
  next: Lambda,
  { of, decycle, depthFirst }: Traversal,
): Generator<Inner> {
  const past = new Set<unknown>();
  // Depth first takes from the end, where the newest are put in reverse; breadth first walks along.
  const waiting: Inner[] = [initial];
  for (let index = 0; depthFirst ? waiting.length > 0 : index < waiting.length; index++) {
    call.budget.step();
    const item = (depthFirst ? waiting.pop() : waiting[index]) as Inner;
    if (decycle && isPast(call, past, item)) continue;
    yield of ? of(item) : item;
    const produced = next(item);
    if (!(produced instanceof Collection)) throw new Failure('The producer has to give a collection');
    const more = call.collect(produced);
    for (const other of depthFirst ? more.reverse() : more) waiting.push(other);
  }
}

function isPast(call: Call, past: Set<unknown>, item: Inner): boolean {
  const hash = hashOf(item);
  if (past.has(hash)) return true;
  call.budget.element();
  past.add(hash);
  return false;
}

/** Tuples of items at the same place: as many as the shortest collection has, or, filled up, as the longest. */
function* zipped(call: Call, collections: readonly Iterable<Inner>[], filler?: { value: Inner }): Generator<Inner> {
  const iterators = collections.map((items) => items[Symbol.iterator]());
  while (iterators.length > 0) {
    const row: Inner[] = [];
    let ended = 0;
    for (const iterator of iterators) {
      const { done, value } = iterator.next();
      if (done && !filler) return;
      if (done) ended++;
      row.push(done ? (filler?.value ?? null) : (value as Inner));
    }
    if (ended === iterators.length) return;
    yield call.tuple(row);
  }
}

function stepped(call: Call, start: Integer, stop: Integer, step: Integer): Inner {
  if (step === 0) throw new Failure('range() needs a step that is not 0');
  return call.stream(range(start, stop, step));
}

export const queriesMaking: readonly Overload[] = [
  asFunction('range', [one('stop', int)], (call, stop) => stepped(call, 0, stop, 1)),
  asFunction('range', [one('start', int), one('stop', int), optional('step', int, 1)], stepped),
  asFunction('sequence', [optional('start', int, 0), optional('step', int, 1)], (call, start, step) =>
    call.stream(sequence(start, step)),
  ),
  asMethod('repeat', [one('value', any), optional('times', int, -1)], (call, value, times) =>
    call.stream(repeat(value, times < 0 ? -1 : Number(times))),
  ),
  asMethod('cycle', [one('collection', collection)], (call, items) => call.stream(cycle(call, items))),
  asMethod('zip', [rest('collections', collection)], (call, collections) => call.stream(zipped(call, collections))),
  asMethod('zipLongest', [rest('collections', collection), keywords('kwargs', any)], (call, collections, more) =>
    call.stream(zipped(call, collections, { value: more.get('default') ?? null })),
  ),
  asFunction(
    'generate',
    [
      one('initial', any),
      one('predicate', lambda),
      one('producer', lambda),
      optional('selector', lambda, null),
      optional('decycle', boolean, false),
    ],
    (call, initial, goesOn, next, of, decycle) => call.stream(generate(call, initial, goesOn, next, of, decycle)),
  ),
  asFunction(
    'generateMany',
    [
      one('initial', any),
      one('producer', lambda),
      optional('selector', lambda, null),
      optional('decycle', boolean, false),
      optional('depthFirst', boolean, false),
    ],
    (call, initial, next, of, decycle, depthFirst) =>
      call.stream(generateMany(call, initial, next, { of, decycle, depthFirst })),
  ),
];
