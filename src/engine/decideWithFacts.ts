import { Bug } from '../base/errors.ts';
import { parseJson, type Value } from '../base/json.ts';
import type { TurnReads } from '../persistence/TurnStore.ts';
import type { Decision } from '../workflow/Decision.ts';
import { type Surroundings, searchKey } from '../workflow/Draft.ts';
import { decide } from '../workflow/decide.ts';
import type { Event } from '../workflow/Event.ts';
import { FactMissing, type MissingFact } from '../workflow/FactMissing.ts';
import type { Facts, TaskFacts, Values } from '../workflow/Facts.ts';
import type { State } from '../workflow/State.ts';
import { workbookOf } from '../workflow/workbookOf.ts';
import type { EngineParts } from './EngineParts.ts';
import { taskFacts } from './facts.ts';
import { search } from './search.ts';

/** Each round loads something new, so this bounds only what would otherwise be an endless loop of our own making. */
const MOST_ROUNDS = 10_000;

/** Decides, and loads what turns out to be looked at until the decision stands. */
export async function decideWithFacts(
  parts: EngineParts,
  start: Facts,
  events: readonly Event[],
  surroundings: Surroundings,
  read: TurnReads,
): Promise<{ decision: Decision; facts: Facts }> {
  let facts = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    try {
      return { decision: decide(facts, events, surroundings), facts };
    } catch (error) {
      if (!(error instanceof FactMissing)) throw error;
      facts = { ...facts, ...(await load(parts, facts, error.fact, read)) };
    }
  }
  throw new Bug('Deciding asked for more facts without end.');
}

async function load(parts: EngineParts, facts: Facts, missing: MissingFact, read: TurnReads): Promise<Partial<Facts>> {
  const { execution } = facts;
  switch (missing.kind) {
    case 'published':
      return { tasks: withTasks(facts, (await read.tasks(missing.taskIds)).map(taskFacts)) };
    case 'tasksByName': {
      const tasks = (await read.newestTasks(execution.id, missing.names)).map(taskFacts);
      const found = new Map(tasks.map((task) => [task.name, task.id]));
      const ids = missing.names.map((name) => [name, found.get(name) ?? null] as const);
      return { tasks: withTasks(facts, tasks), taskIdByName: new Map([...facts.taskIdByName, ...ids]) };
    }
    case 'taskSet': {
      const tasks = (await read.taskSet(execution.id, missing.set)).map(taskFacts);
      return {
        tasks: withTasks(facts, tasks),
        taskIds: { ...facts.taskIds, [missing.set]: tasks.map((task) => task.id) },
      };
    }
    case 'results': {
      const results = (await read.results(missing.taskId)).map(parseJson);
      return { resultsByTask: new Map([...facts.resultsByTask, [missing.taskId, results]]) };
    }
    case 'items': {
      const items = (await read.items(missing.taskId)).map(({ id, item_index: index, state, accepted }) => ({
        id,
        index,
        state: state as State,
        accepted,
      }));
      return { itemsByTask: new Map([...facts.itemsByTask, [missing.taskId, items]]) };
    }
    case 'action': {
      const row = await read.action(missing.id);
      const action = row && { state: row.state as State, isDiscarded: row.discarded_at !== null };
      return { actions: new Map([...facts.actions, [missing.id, action]]) };
    }
    case 'parentState': {
      const parents = await read.executions({ projectId: execution.projectId, id: execution.runtime.parentId ?? '' });
      return { parentState: (parents[0]?.state ?? 'RUNNING') as State };
    }
    case 'openChildren': {
      const rows = await read.openChildren(execution.id);
      return { openChildren: rows.map(({ id, state }) => ({ id, state: state as State })) };
    }
    case 'rootEnvironment': {
      const text = await read.params(execution.rootId);
      const params = (text === null ? {} : parseJson(text)) as { readonly env?: Value };
      return { rootEnvironment: params.env ?? {} };
    }
    case 'workflow':
      return {
        workflows: new Map([...facts.workflows, [missing.name, await workflowNamed(parts, facts, missing.name)]]),
      };
    case 'adhocAction': {
      const action = await parts.adhocAction(missing.name, scopeOf(facts));
      return { adhocActions: new Map([...facts.adhocActions, [missing.name, action]]) };
    }
    case 'search': {
      const found = await search(parts, facts, missing, read);
      return { searches: new Map([...facts.searches, [searchKey(missing.what, missing.query), found]]) };
    }
  }
}

const scopeOf = ({ execution }: Facts) => ({ projectId: execution.projectId, namespace: execution.namespace });

/** As Mistral: a workflow of the same workbook goes first. */
async function workflowNamed(parts: EngineParts, facts: Facts, name: string) {
  const workbook = workbookOf(facts.execution.workflowName, facts.spec.name);
  const own = workbook === null ? null : await parts.workflowNamed(`${workbook}.${name}`, scopeOf(facts));
  return own ?? (await parts.workflowNamed(name, scopeOf(facts)));
}

/** What is known of a task stays: it was read under the same locks. Only what it published may come later. */
function withTasks(facts: Facts, tasks: readonly TaskFacts[]): Facts['tasks'] {
  const all = new Map(facts.tasks);
  for (const task of tasks) {
    const known = all.get(task.id);
    if (!known) all.set(task.id, task);
    else if (known.published === undefined && task.published !== undefined) {
      all.set(task.id, { ...known, published: task.published as Values | null, publishedGlobal: task.publishedGlobal });
    }
  }
  return all;
}
