import { Failure } from '../../Failure.ts';
import { dictEntries, isDictionary } from '../../values/dictionaries.ts';
import type { Thing } from '../things/Thing.ts';
import { iterate, toList } from './iteration.ts';
import type { Run } from './Run.ts';

/** What `dict(...)` and `update(...)` take: a dictionary, or anything made of pairs. */
export function pairsOf(run: Run, source: Thing): (readonly [Thing, Thing])[] {
  const current = run.copies.current(source);
  if (isDictionary(current)) return [...dictEntries(current)];
  return Array.from(iterate(run, current), (item, index) => {
    const [key, value, ...more] = toList(run, item);
    if (key === undefined || value === undefined || more.length > 0) {
      throw new Failure(`dictionary update sequence element #${index} does not have length 2`);
    }
    return [key, value] as const;
  });
}
