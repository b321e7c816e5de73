import type { Overload } from '../Overload.ts';
import { boolean } from './boolean.ts';
import { branching } from './branching.ts';
import { collections } from './collections.ts';
import { common } from './common.ts';
import { dateTime } from './dateTime.ts';
import { dictionaries } from './dictionaries.ts';
import { grouping } from './grouping.ts';
import { math } from './math.ts';
import { merging } from './merging.ts';
import { ordering } from './ordering.ts';
import { queries } from './queries.ts';
import { queriesMaking } from './queriesMaking.ts';
import { regex } from './regex.ts';
import { sets } from './sets.ts';
import { splitting } from './splitting.ts';
import { strings } from './strings.ts';
import { system } from './system.ts';
import { timespan } from './timespan.ts';
import { workflow } from './workflow.ts';

/** Functions by name. Those of the service come before those of the language. */
const LEVELS: readonly ReadonlyMap<string, Overload[]>[] = [
  byName(workflow),
  byName([
    ...system,
    ...common,
    ...boolean,
    ...strings,
    ...math,
    ...collections,
    ...dictionaries,
    ...sets,
    ...queries,
    ...queriesMaking,
    ...splitting,
    ...ordering,
    ...grouping,
    ...merging,
    ...regex,
    ...branching,
    ...dateTime,
    ...timespan,
  ]),
];

function byName(overloads: readonly Overload[]): ReadonlyMap<string, Overload[]> {
  const table = new Map<string, Overload[]>();
  for (const overload of overloads) {
    const known = table.get(overload.name);
    if (known) known.push(overload);
    else table.set(overload.name, [overload]);
  }
  return table;
}

/** The functions of that name, level by level. */
export function levelsOf(name: string): Overload[][] {
  return LEVELS.flatMap((level) => {
    const found = level.get(name);
    return found ? [found] : [];
  });
}

/** Every name, for documentation and tests. */
export function libraryNames(): string[] {
  return LEVELS.flatMap((level) => [...level.keys()]);
}
