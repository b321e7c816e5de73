import { setOwn } from '../../base/json.ts';
import { toMapping } from '../../base/yaml/toValue.ts';
import { type Draft, Places } from '../Draft.ts';
import type { Member, Place } from '../Place.ts';
import { isWord } from '../patterns.ts';
import { CLAUSES, type TaskSpec } from '../TaskSpec.ts';
import type { WorkflowSpec } from '../WorkflowSpec.ts';
import { checkExpressions } from './checkExpressions.ts';
import { readMapping, readMembers, readTexts, refuseDate } from './collections.ts';
import { inboundOf, startTasksOf } from './graph.ts';
import { Keys } from './keys.ts';
import { pruned } from './pruned.ts';
import { readInputSpecs } from './readInputSpecs.ts';
import { readTask } from './readTask.ts';
import { NO_DEFAULTS, readTaskDefaults, type TaskDefaults } from './readTaskDefaults.ts';
import { readCount, wrong } from './scalars.ts';

export const MAX_TASKS = 10_000;
/** Targets, or requirements, of all tasks together: what `task-defaults` say counts for each task. */
export const MAX_TRANSITIONS = 100_000;

const KEYS = [
  ...['type', 'description', 'tags', 'input', 'vars', 'output', 'output-on-error'],
  ...['task-defaults', 'tasks', 'timeout', 'name', 'version'],
];

/** A workflow as far as it can be read. `undefined` where it is not even a mapping with tasks. */
export function readWorkflow({ name, key, value }: Member): Draft | undefined {
  const members = readMembers(value, 'a workflow: a mapping');
  if (!members) return undefined;
  for (const { name, value } of members) {
    if (name === 'description' || !KEYS.includes(name)) refuseDate(value, isWord(name));
  }
  const keys = new Keys(members);
  keys.doubtUnknown(KEYS, 'a workflow');
  const type = keys.read('type', readType) ?? 'direct';
  const places = new Places();
  const defaults = keys.read('task-defaults', (place) => readTaskDefaults(place, places)) ?? NO_DEFAULTS;
  const head = readHead(keys, name);
  if (!keys.has('tasks')) key.error(`'tasks' is a required property of workflow '${name}'.`);
  const tasks = keys.read('tasks', (place) => readTasks(place, type === 'reverse', defaults, places));
  const source = value.node.kind === 'mapping' ? toMapping(value.node) : {};
  return tasks && { spec: { ...assemble(head, type, tasks), source }, place: key, places };
}

type Head = Omit<WorkflowSpec, 'type' | 'tasks' | 'taskNames' | 'inbound' | 'startTasks' | 'source'>;

function readHead(keys: Keys, name: string): Head {
  return pruned({
    name,
    description: keys.read('description', readDescription),
    tags: keys.read('tags', readTexts) ?? [],
    input: keys.read('input', readInputSpecs) ?? [],
    vars: keys.read('vars', readEvaluated),
    output: keys.read('output', readEvaluated),
    // As Mistral, the syntax of its expressions is not a condition; a run shows them in its error.
    outputOnError: keys.read('output-on-error', readMapping),
    timeoutSeconds: keys.read('timeout', readCount),
  });
}

function readEvaluated(place: Place): WorkflowSpec['vars'] {
  const mapping = readMapping(place);
  if (mapping) checkExpressions(place);
  return mapping;
}

/** As Mistral, it may be anything; only a text is kept. */
function readDescription(place: Place): string | undefined {
  const { node } = place;
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  place.warn("'description' is not a text and has no effect.");
  return undefined;
}

function readType(place: Place): WorkflowSpec['type'] | undefined {
  const word = place.node.kind === 'scalar' ? place.node.value : undefined;
  if (word === 'direct' || word === 'reverse') return word;
  wrong(place, "'direct' or 'reverse'");
  return undefined;
}

function readTasks(place: Place, isReverse: boolean, defaults: TaskDefaults, places: Places): TaskSpec[] | undefined {
  const members = readMembers(place, 'a mapping of tasks: a workflow has at least one');
  if (!members) return undefined;
  if (members.length > MAX_TASKS) {
    place.error(`There are too many tasks: ${members.length}, the limit is ${MAX_TASKS}.`, 'use sub-workflows');
    return undefined;
  }
  if (isReverse && defaults.requires.length * members.length > MAX_TRANSITIONS) {
    place.error(`There are too many requirements: the limit is ${MAX_TRANSITIONS}.`, 'use sub-workflows');
    return undefined;
  }
  const tasks: TaskSpec[] = [];
  let transitions = 0;
  for (const member of members) {
    const task = readNamed(member, isReverse, defaults, places);
    if (!task) continue;
    tasks.push(task);
    transitions += CLAUSES.reduce((sum, clause) => sum + (task[clause]?.next.length ?? 0), 0);
    if (transitions <= MAX_TRANSITIONS) continue;
    place.error(`There are too many transitions: the limit is ${MAX_TRANSITIONS}.`, 'use sub-workflows');
    return undefined;
  }
  return tasks;
}

function readNamed(member: Member, isReverse: boolean, defaults: TaskDefaults, places: Places): TaskSpec | undefined {
  if (member.name === '') member.key.error('A task needs a name.');
  if (isWord(member.name) && !readMembers(member.value)) return undefined;
  if (member.name !== 'version') return readTask(member, isReverse, defaults, places);
  member.key.warn("A task cannot be named 'version': this is ignored.");
  return undefined;
}

function assemble(head: Head, type: WorkflowSpec['type'], list: readonly TaskSpec[]): Omit<WorkflowSpec, 'source'> {
  const tasks: Record<string, TaskSpec> = {};
  for (const task of list) setOwn(tasks, task.name, task);
  const inbound = inboundOf(list);
  return {
    ...head,
    type,
    tasks,
    taskNames: list.map(({ name }) => name),
    inbound,
    startTasks: startTasksOf(list, inbound, type === 'reverse'),
  };
}
