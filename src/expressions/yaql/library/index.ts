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

type Levels = readonly (readonly Overload[])[];

function byName(overloads: readonly Overload[]): ReadonlyMap<string, Overload[]> {
  return Map.groupBy(overloads, ({ name }) => name);
}

function levelsBy(mayBeCalled: (overload: Overload) => boolean): ReadonlyMap<string, Levels> {
  const names = new Set(LEVELS.flatMap((level) => [...level.keys()]));
  const levelsOfName = (name: string) =>
    LEVELS.map((level) => level.get(name)?.filter(mayBeCalled) ?? []).filter((level) => level.length > 0);
  return new Map(Array.from(names, (name) => [name, levelsOfName(name)]));
}

const FUNCTIONS = levelsBy((overload) => overload.isFunction);
const METHODS = levelsBy((overload) => overload.isMethod);
const NONE: Levels = [];

/** The functions, or methods, of that name, level by level. */
export function levelsOf(name: string, isMethod: boolean): Levels {
  return (isMethod ? METHODS : FUNCTIONS).get(name) ?? NONE;
}
