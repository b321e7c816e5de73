import type { Problem } from '../base/errors.ts';
import { shortened } from '../base/shortened.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { locate } from '../lang/locate.ts';
import type { Definition } from './Definition.ts';

/** More loops than these are not reported: each has to be found in the text. */
const MOST = 50;

type Actions = readonly Definition<AdhocActionSpec>[];

/**
 * A warning for each loop of bases in a text, at one of the actions that are in it. As Mistral: such actions are stored, and
 * what runs them fails. Another definition, in another namespace or of another time, may close a loop as well.
 */
export function loopDoubts(text: string, actions: Actions): Problem[] {
  return loopsIn(actions)
    .slice(0, MOST)
    .map(({ path, message }) => ({ severity: 'WARNING', message, ...locate(text, path), path }));
}

/** Each loop, with the whole way round. */
export function loopsIn(actions: Actions): { readonly path: readonly string[]; readonly message: string }[] {
  const byName = new Map(actions.map((action) => [action.name, action]));
  return loopsFrom(byName).map((loop) => {
    const [start] = loop as [Actions[number]];
    const chain = [...loop, start].map(({ name }) => `'${name}'`).join(' → ');
    return {
      path: [...start.path, 'base'],
      message: `The action '${start.name}' stands on itself: ${shortened(chain)}.`,
    };
  });
}

function loopsFrom(byName: ReadonlyMap<string, Actions[number]>): Actions[number][][] {
  const loops: Actions[number][][] = [];
  const seen = new Set<Actions[number]>();
  for (const start of byName.values()) {
    const chain = new Set<Actions[number]>();
    let next: Actions[number] | undefined = start;
    for (; next !== undefined && !seen.has(next); next = byName.get(next.spec.base)) {
      seen.add(next);
      chain.add(next);
    }
    if (next !== undefined && chain.has(next)) loops.push([...chain].slice([...chain].indexOf(next)));
  }
  return loops;
}
