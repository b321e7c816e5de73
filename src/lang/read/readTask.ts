import type { Mapping } from '../../base/mappingOf.ts';
import type { Places } from '../Draft.ts';
import type { Member, Place } from '../Place.ts';
import type { TaskSpec } from '../TaskSpec.ts';
import { checkExpressions } from './checkExpressions.ts';
import { readMapping, readOneOrMoreTexts, readTexts } from './collections.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { readCall, withParameters } from './readCall.ts';
import { POLICY_KEYS, readPolicies } from './readPolicies.ts';
import { readBranch } from './readPublish.ts';
import { CLAUSE_KEYS, readClauses, type TaskDefaults, withDefaults } from './readTaskDefaults.ts';
import { readWithItems } from './readWithItems.ts';
import { countOf, readFlag, readText, wrong } from './scalars.ts';

/** Set by the workflow, whatever a task says. */
const OVERWRITTEN = ['name', 'version', 'type'];
const DIRECT_KEYS = ['join', ...Object.values(CLAUSE_KEYS)];
const REVERSE_KEYS = ['requires'];
const COMMON_KEYS = [
  ...['action', 'workflow', 'input', 'with-items', 'publish', 'publish-on-error', 'publish-on-skip'],
  ...POLICY_KEYS,
  ...['target', 'keep-result', 'safe-rerun', 'description', 'tags'],
];

/** One task, its defaults merged in. `undefined` where it is not even a mapping. */
export function readTask(
  { name, key, value }: Member,
  isReverse: boolean,
  defaults: TaskDefaults,
  places: Places,
): TaskSpec | undefined {
  if (value.node.kind !== 'mapping') {
    wrong(value, 'a mapping');
    return undefined;
  }
  const keys = new Keys(value.members());
  refuseUnknown(keys, isReverse);
  const task: TaskSpec = {
    ...readWhat(keys, name),
    ...(isReverse ? {} : pruned({ join: keys.read('join', readJoin), ...readClauses(keys, places) })),
    requires: isReverse ? (keys.read('requires', readOneOrMoreTexts) ?? []) : [],
    keepResult: keys.read('keep-result', readFlag) ?? true,
    safeRerun: keys.read('safe-rerun', readFlag) ?? defaults.safeRerun ?? false,
    policies: readPolicies(keys),
  };
  if (keys.has('concurrency') && !keys.has('with-items')) {
    keys.place('concurrency')?.warn("'concurrency' has no effect without 'with-items'.");
  }
  const merged = withDefaults(task, defaults, isReverse);
  places.set(merged, key);
  return merged;
}

function refuseUnknown(keys: Keys, isReverse: boolean): void {
  const known = [...COMMON_KEYS, ...(isReverse ? REVERSE_KEYS : DIRECT_KEYS)];
  const elsewhere = (isReverse ? DIRECT_KEYS : REVERSE_KEYS).map((name) => [
    name,
    `'${name}' is only for ${isReverse ? 'direct' : 'reverse'} workflows`,
  ]);
  keys.refuseUnknown([...known, ...OVERWRITTEN], 'a task', Object.fromEntries(elsewhere));
  for (const name of OVERWRITTEN) keys.place(name)?.warn(`'${name}' has no effect in a task.`);
}

function readWhat(keys: Keys, name: string): Omit<TaskSpec, 'requires' | 'keepResult' | 'safeRerun' | 'policies'> {
  const action = keys.read('action', readCall);
  const workflow = keys.read('workflow', readCall);
  if (keys.has('action') && keys.has('workflow')) {
    keys.place('workflow')?.error(`Task '${name}' has both 'action' and 'workflow'.`, 'leave one of them out');
  }
  const parameters = (action ?? workflow)?.parameters ?? new Map();
  const given = keys.read('input', readInput) ?? {};
  if (typeof given === 'string' && parameters.size > 0) {
    keys.place('input')?.error('Parameters beside the name cannot be merged into an input that is one expression.');
  }
  return pruned({
    name,
    description: keys.read('description', readText),
    tags: keys.read('tags', readTexts) ?? [],
    action: action?.name ?? (workflow ? undefined : 'std.noop'),
    workflow: workflow?.name,
    input: typeof given === 'string' ? given : withParameters(given, parameters),
    withItems: keys.read('with-items', readWithItems),
    publish: keys.read('publish', readBranch),
    publishOnError: keys.read('publish-on-error', readBranch),
    publishOnSkip: keys.read('publish-on-skip', readBranch),
    target: keys.read('target', readText),
  });
}

function readInput(place: Place): Mapping | string | undefined {
  const input = place.node.kind === 'mapping' ? readMapping(place) : readText(place);
  if (input !== undefined) checkExpressions(place);
  return input;
}

/** As Mistral, `join: 0` is the same as none. */
function readJoin(place: Place): TaskSpec['join'] {
  const { node } = place;
  const word = node.kind === 'scalar' ? node.value : undefined;
  if (word === 'all') return 'all';
  if (word === 'one') return 1;
  const count = countOf(place);
  if (count === undefined) wrong(place, "'all', 'one' or a whole number of at least 0");
  return count || undefined;
}
