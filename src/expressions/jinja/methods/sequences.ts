/** Methods of lists, tuples and ranges. Those that change a list change this evaluation's copy of it. */
import { Failure } from '../../Failure.ts';
import { isTruthy } from '../../values/truth.ts';
import { Arguments } from '../runtime/Arguments.ts';
import { callThing } from '../runtime/access.ts';
import { equal } from '../runtime/comparison.ts';
import { toList } from '../runtime/iteration.ts';
import { needInteger, optionalInteger } from '../runtime/needs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { sorted } from '../runtime/sorting.ts';
import { isList, type Thing } from '../things/Thing.ts';

const LOOKING: Readonly<Record<string, Routine>> = {
  count: takes('/value', (run, list, value) => {
    return toList(run, list).filter((item) => item === value || equal(run, item, value)).length;
  }),
  index: takes('/value /start? /stop?', (run, list, value, start?: Thing, stop?: Thing) => {
    const items = toList(run, list);
    const [first, last] = [optionalInteger(start) ?? 0, optionalInteger(stop) ?? items.length];
    const place = (given: number) => (given < 0 ? Math.max(0, given + items.length) : given);
    const index = items.findIndex((item, at) => at >= place(first) && at < place(last) && equal(run, item, value));
    if (index < 0) throw new Failure('the value is not in the list');
    return index;
  }),
};

export const SEQUENCE_METHODS: Readonly<Record<string, Routine>> = LOOKING;

export const LIST_METHODS: Readonly<Record<string, Routine>> = {
  ...LOOKING,
  copy: takes('', (run, list) => toList(run, list)),
  append: takes('/object', (run, list, item) => changed(run, list, (items) => items.push(item))),
  extend: takes('/iterable', (run, list, more) => {
    const added = toList(run, more);
    return changed(run, list, (items) => {
      for (const item of added) items.push(item);
    });
  }),
  insert: takes('/index /object', (run, list, index, item) =>
    changed(run, list, (items) => items.splice(needInteger(index), 0, item)),
  ),
  pop: takes('/index?', (run, list, index: Thing = -1) => {
    const items = run.copies.list(list as readonly Thing[]);
    const at = needInteger(index) < 0 ? needInteger(index) + items.length : needInteger(index);
    if (items.length === 0) throw new Failure('pop from empty list');
    if (at < 0 || at >= items.length) throw new Failure('pop index out of range');
    return items.splice(at, 1)[0] as Thing;
  }),
  remove: takes('/value', (run, list, value) =>
    changed(run, list, (items) => {
      const at = items.findIndex((item) => item === value || equal(run, item, value));
      if (at < 0) throw new Failure('list.remove(x): x not in list');
      items.splice(at, 1);
    }),
  ),
  clear: takes('', (run, list) => changed(run, list, (items) => items.splice(0))),
  reverse: takes('', (run, list) => changed(run, list, (items) => items.reverse())),
  sort: takes('key? reverse?', (run, list, key: Thing = null, isReversed: Thing = false) =>
    changed(run, list, (items) => {
      const keyOf = key === null ? (item: Thing) => item : (item: Thing) => callThing(run, key, new Arguments([item]));
      items.splice(0, items.length, ...sorted(run, items, keyOf, isTruthy(isReversed)));
    }),
  ),
};

function changed(run: Run, list: Thing, change: (items: Thing[]) => unknown): null {
  if (!isList(list)) throw new Failure('only a list can be changed');
  run.budget.element();
  change(run.copies.list(list));
  return null;
}
