import { Bug } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import type { TurnReads } from '../persistence/TurnStore.ts';
import type { Decision } from '../workflow/Decision.ts';
import type { Surroundings } from '../workflow/Draft.ts';
import { decide } from '../workflow/decide.ts';
import type { Event } from '../workflow/Event.ts';
import { FactMissing, type MissingFact } from '../workflow/FactMissing.ts';
import type { Facts, TaskFacts } from '../workflow/Facts.ts';
import { taskFacts } from './facts.ts';

/** Each round loads something new, so this bounds only what would otherwise be an endless loop of our own making. */
const MOST_ROUNDS = 10_000;

/** Decides, and loads what expressions turn out to look at until the decision stands. */
export async function decideWithFacts(
  start: Facts,
  events: readonly Event[],
  surroundings: Surroundings,
  read: TurnReads,
): Promise<Decision> {
  let facts = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    try {
      return decide(facts, events, surroundings);
    } catch (error) {
      if (!(error instanceof FactMissing)) throw error;
      facts = await load(facts, error.fact, read);
    }
  }
  throw new Bug('Deciding asked for more facts without end.');
}

async function load(facts: Facts, missing: MissingFact, read: TurnReads): Promise<Facts> {
  switch (missing.kind) {
    case 'published':
      return withTasks(facts, (await read.tasks(missing.taskIds)).map(taskFacts));
    case 'taskByName': {
      const row = await read.newestTask(facts.execution.id, missing.name);
      const known = withTasks(facts, row ? [taskFacts(row)] : []);
      return { ...known, taskIdByName: new Map([...facts.taskIdByName, [missing.name, row?.id ?? null]]) };
    }
    case 'results': {
      const results = (await read.results(missing.taskId)).map(parseJson);
      return { ...facts, resultsByTask: new Map([...facts.resultsByTask, [missing.taskId, results]]) };
    }
    case 'endTasks': {
      const rows = await read.endTasks(facts.execution.id);
      return { ...withTasks(facts, rows.map(taskFacts)), endTaskIds: rows.map((row) => row.id) };
    }
  }
}

/** Tasks that are known already keep their facts: those were read under the same locks. */
function withTasks(facts: Facts, tasks: readonly TaskFacts[]): Facts {
  const fresh = tasks.filter((task) => !facts.tasks.has(task.id));
  return { ...facts, tasks: new Map([...facts.tasks, ...fresh.map((task): [string, TaskFacts] => [task.id, task])]) };
}
