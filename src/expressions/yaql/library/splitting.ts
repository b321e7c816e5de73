import { Failure } from '../../Failure.ts';
import { isTruthy } from '../../values/truth.ts';
import type { Call } from '../Call.ts';
import { ABSENT, type Absent, type Inner } from '../inner/Inner.ts';
import { list } from '../inner/Sequence.ts';
import { collection, int, type Lambda, lambda } from '../kinds.ts';
import { asMethod, type Overload, one } from '../Overload.ts';

const source = one('collection', collection);
const predicate = one('predicate', lambda);

/** Tuples of so many items, the last of them maybe shorter. */
function* slices(call: Call, from: Iterable<Inner>, length: number): Generator<Inner> {
  if (length < 0) throw new Failure('The length is negative');
  if (length === 0) return;
  let slice: Inner[] = [];
  for (const item of from) {
    slice.push(item);
    if (slice.length < length) continue;
    yield call.tuple(slice);
    slice = [];
  }
  if (slice.length > 0) yield call.tuple(slice);
}

/** The stretches between items that the test holds for. */
function* splitWhere(call: Call, items: Iterable<Inner>, holds: Lambda): Generator<Inner> {
  const from = call.tuple(items);
  let start = 0;
  for (let end = 0; end < from.length; end++) {
    if (!isTruthy(holds(from.at(end)))) continue;
    yield call.tuple(from.slice(start, end));
    start = end + 1;
  }
  if (start !== from.length) yield call.tuple(from.slice(start));
}

/** The stretches of items that the test gives the same answer for. */
function* sliceWhere(call: Call, items: Iterable<Inner>, answer: Lambda): Generator<Inner> {
  const from = call.tuple(items);
  let start = 0;
  let last: Inner | Absent = ABSENT;
  for (let end = 0; end < from.length; end++) {
    const current = answer(from.at(end));
    if (last !== ABSENT && !call.evaluation.equals(current, last)) {
      yield call.tuple(from.slice(start, end));
      start = end;
    }
    last = current;
  }
  if (start !== from.length) yield call.tuple(from.slice(start));
}

export const splitting: readonly Overload[] = [
  asMethod('slice', [source, one('length', int)], (call, from, length) =>
    call.stream(slices(call, from, Number(length))),
  ),
  asMethod('splitWhere', [source, predicate], (call, from, holds) => call.stream(splitWhere(call, from, holds))),
  asMethod('sliceWhere', [source, predicate], (call, from, answer) => call.stream(sliceWhere(call, from, answer))),
  asMethod('splitAt', [source, one('index', int)], (call, from, index) => {
    const all = call.tuple(from);
    return list([all.slice(0, Number(index)), all.slice(Number(index))]);
  }),
  asMethod('reverse', [source], (call, from) => call.stream(call.collect(from).reverse().values())),
];
