import { isTruthy } from '../../values/truth.ts';
import { Ordering } from '../inner/Ordering.ts';
import { collection, lambda, ordering as orderingKind } from '../kinds.ts';
import { asMethod, type Overload, one } from '../Overload.ts';

const selector = one('selector', lambda);

const starting = (name: string, isAscending: boolean): Overload =>
  asMethod(name, [one('collection', collection), selector], (call, items, key) => {
    const compare = (left: Parameters<typeof key>[number], right: Parameters<typeof key>[number]) => {
      if (isTruthy(call.operator('<', left, right))) return -1;
      return isTruthy(call.operator('>', left, right)) ? 1 : 0;
    };
    return new Ordering(items, compare).add({ key, isAscending });
  });

/** Refines the order itself, as in yaql: the collection stays the same one. */
const refining = (name: string, isAscending: boolean): Overload =>
  asMethod(name, [one('collection', orderingKind), selector], (_, order, key) => order.add({ key, isAscending }));

export const ordering: readonly Overload[] = [
  starting('orderBy', true),
  starting('orderByDescending', false),
  refining('thenBy', true),
  refining('thenByDescending', false),
];
