import type { Value } from '../../base/json.ts';
import type { Places } from '../Draft.ts';
import type { Place } from '../Place.ts';
import type { PolicySpec } from '../PolicySpec.ts';
import type { Clause, TaskSpec, TransitionsSpec } from '../TaskSpec.ts';
import { readMembers, readOneOrMoreTexts } from './collections.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { POLICY_KEYS, readPolicies, withDefaultPolicies } from './readPolicies.ts';
import { readTransitions } from './readTransitions.ts';
import { readFlag, readText } from './scalars.ts';

export const CLAUSE_KEYS: Readonly<Record<Clause, string>> = {
  onSuccess: 'on-success',
  onError: 'on-error',
  onComplete: 'on-complete',
  onSkip: 'on-skip',
};
const CLAUSE_NAMES = Object.keys(CLAUSE_KEYS) as Clause[];
const KEYS = [...POLICY_KEYS, ...Object.values(CLAUSE_KEYS), 'safe-rerun', 'requires', 'description', 'tags'];

/** What every task of a workflow gets that does not say otherwise. */
export interface TaskDefaults {
  readonly policies: PolicySpec;
  readonly clauses: Clauses;
  readonly safeRerun?: Value;
  readonly requires: readonly string[];
}

export type Clauses = { readonly [clause in Clause]?: TransitionsSpec };

export const NO_DEFAULTS: TaskDefaults = { policies: {}, clauses: {}, requires: [] };

export function readTaskDefaults(place: Place, places: Places): TaskDefaults | undefined {
  const members = readMembers(place);
  if (!members) return undefined;
  const keys = new Keys(members);
  keys.refuseUnknown(KEYS, "'task-defaults'");
  keys.read('description', readText);
  const clauses = readClauses(keys, places);
  for (const clause of CLAUSE_NAMES) {
    if (!clauses[clause]?.publish) continue;
    keys.place(CLAUSE_KEYS[clause])?.warn("As in Mistral, 'publish' has no effect in 'task-defaults'.");
  }
  const requires = keys.read('requires', readOneOrMoreTexts) ?? [];
  const policies = readPolicies(keys);
  return pruned({ policies, clauses, safeRerun: keys.read('safe-rerun', readFlag), requires });
}

export function readClauses(keys: Keys, places: Places): Clauses {
  const read = (clause: Clause) => keys.read(CLAUSE_KEYS[clause], (place) => readTransitions(place, places));
  return pruned(Object.fromEntries(CLAUSE_NAMES.map((clause) => [clause, read(clause)])));
}

/** A task with the defaults behind what it says itself. */
export function withDefaults(task: TaskSpec, defaults: TaskDefaults, isReverse: boolean): TaskSpec {
  const requires = isReverse
    ? [...new Set([...task.requires, ...defaults.requires])].filter((name) => name !== task.name)
    : task.requires;
  return {
    ...task,
    ...(isReverse ? {} : clausesWithDefaults(task, defaults.clauses)),
    requires,
    policies: withDefaultPolicies(task.policies, defaults.policies),
  };
}

/** As Mistral: a clause without targets takes those of the default, but never one that leads back to its own task. */
function clausesWithDefaults(task: TaskSpec, defaults: Clauses): Clauses {
  const merged: { -readonly [clause in Clause]?: TransitionsSpec } = {};
  for (const clause of CLAUSE_NAMES) {
    const own = task[clause];
    const behind = defaults[clause];
    if (own && own.next.length > 0) merged[clause] = own;
    else if (own || behind) {
      const next = (behind?.next ?? []).filter(({ target }) => target !== task.name);
      if (own?.publish || next.length > 0) merged[clause] = pruned({ publish: own?.publish, next });
    }
  }
  return merged;
}
