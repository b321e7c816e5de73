import { shortened } from '../base/shortened.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { Definition } from './Definition.ts';
import type { NotRun } from './notRunYet.ts';

type Actions = readonly Definition<AdhocActionSpec>[];

/** The name of an ad-hoc action → the name of what it stands on. */
export type Bases = ReadonlyMap<string, string>;

export function basesOf(actions: Actions): Bases {
  return new Map(actions.map(({ name, spec }) => [name, spec.base]));
}

/** A problem for each loop of bases, at one of these actions that is in it. What is not in `bases` ends a chain. */
export function loopsIn(actions: Actions, bases: Bases): NotRun[] {
  const byName = new Map(actions.map((action) => [action.name, action]));
  return loopsFrom(byName.keys(), bases).flatMap((loop) => {
    const start = loop.findIndex((name) => byName.has(name));
    const at = byName.get(loop[start] ?? '');
    if (!at) return [];
    const chain = [...loop.slice(start), ...loop.slice(0, start), at.name].map((name) => `'${name}'`).join(' → ');
    return [{ path: [...at.path, 'base'], message: `The action '${at.name}' stands on itself: ${shortened(chain)}.` }];
  });
}

/** Each loop that is reached from these names, once. */
function loopsFrom(names: Iterable<string>, bases: Bases): string[][] {
  const loops: string[][] = [];
  const seen = new Set<string>();
  for (const start of names) {
    const chain = new Set<string>();
    let name: string | undefined = start;
    for (; name !== undefined && !seen.has(name); name = bases.get(name)) {
      seen.add(name);
      chain.add(name);
    }
    if (name !== undefined && chain.has(name)) loops.push([...chain].slice([...chain].indexOf(name)));
  }
  return loops;
}
