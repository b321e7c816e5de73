import type { Thing } from '../things/Thing.ts';
import { isBefore } from './comparison.ts';
import type { Run } from './Run.ts';

/** The items in order of their keys. Equal ones keep their order, reversed or not, as with Python's `sorted`. */
export function sorted(run: Run, items: readonly Thing[], keyOf: (item: Thing) => Thing, isReversed = false): Thing[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  if (isReversed) keyed.reverse();
  keyed.sort((left, right) => (isBefore(run, left.key, right.key) ? -1 : isBefore(run, right.key, left.key) ? 1 : 0));
  if (isReversed) keyed.reverse();
  run.budget.element(items.length);
  return keyed.map(({ item }) => item);
}
