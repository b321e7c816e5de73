import { Failure } from '../../Failure.ts';
import type { Call } from '../Call.ts';
import { hashOf } from '../inner/hash.ts';
import type { Inner } from '../inner/Inner.ts';
import { MadeMapping, Mapping } from '../inner/Mapping.ts';
import { Sequence } from '../inner/Sequence.ts';
import { int, type Lambda, lambda, mapping } from '../kinds.ts';
import { asMethod, type Overload, one, optional } from '../Overload.ts';

interface Merging {
  readonly lists: (left: Inner, right: Inner) => Inner;
  readonly items: (left: Inner, right: Inner) => Inner;
}

/** Merges dictionaries into each other, down to `levels` (0: all the way). */
function merged(call: Call, left: Mapping, right: Mapping, how: Merging, levels: number): Mapping {
  const entries: [Inner, Inner][] = [];
  for (const [key, value] of left.entries()) {
    call.budget.element();
    const other = right.get(key);
    entries.push([key, other === undefined ? value : mergedValue(call, value, other, how, levels)]);
  }
  for (const entry of right.entries()) if (!left.has(entry[0])) entries.push([...entry]);
  call.budget.element(entries.length);
  return new MadeMapping(entries, false);
}

function mergedValue(call: Call, value: Inner, other: Inner, how: Merging, levels: number): Inner {
  if (levels === 1) return how.items(value, other);
  if (other instanceof Mapping) {
    if (!(value instanceof Mapping)) throw new Failure('A dictionary cannot be merged with something else');
    return merged(call, value, other, how, levels === 0 ? 0 : levels - 1);
  }
  if (other instanceof Sequence) {
    if (!(value instanceof Sequence)) throw new Failure('A list cannot be merged with something else');
    return how.lists(value, other);
  }
  return how.items(value, other);
}

/** Both lists, each item once. */
function union(call: Call, left: Inner, right: Inner): Inner {
  const known = new Set<unknown>();
  const all: Inner[] = [];
  const [first, second] = [left as Sequence, right as Sequence];
  if (first.isFrozen !== second.isFrozen) throw new Failure('Lists of different kinds cannot be merged');
  for (const item of [...first, ...second]) {
    call.budget.element();
    const hash = hashOf(item);
    if (!known.has(hash)) all.push(item);
    known.add(hash);
  }
  return call.tuple(all);
}

export const merging: readonly Overload[] = [
  asMethod(
    'mergeWith',
    [
      one('dict', mapping),
      one('another', mapping),
      optional('listMerger', lambda, null),
      optional('itemMerger', lambda, null),
      optional('maxLevels', int, 0),
    ],
    (call, left, right, lists: Lambda | null, items: Lambda | null, levels) => {
      const how: Merging = {
        lists: lists ?? ((first, second) => union(call, first, second)),
        items: items ?? ((_, second) => second),
      };
      return merged(call, left, right, how, Number(levels));
    },
  ),
];
