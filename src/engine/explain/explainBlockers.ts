import type { Id } from '../../base/ids.ts';
import type { AdhocActionSpec } from '../../lang/AdhocActionSpec.ts';
import type { WorkflowSpec } from '../../lang/WorkflowSpec.ts';
import type { LightExecution, Reads } from '../../persistence/reads/Reads.ts';
import type { OpenActionRow, OpenRow, RunTaskRow } from '../../persistence/reads/RunReads.ts';
import { type Blocker, blockersOf, type OpenAction, type OpenPart } from '../../workflow/explain/blockersOf.ts';
import type { State } from '../../workflow/State.ts';
import { adhocChain } from '../adhocChain.ts';
import type { NameScope } from '../EngineParts.ts';
import { runTask } from './runTask.ts';

export type { Blocker };

/** Who gives the result of an action: the executor that runs it, or somebody outside. */
export type ActionMode = 'sync' | 'async';

/** Where explanations come from, beside what they read of the run itself. */
export interface ExplainParts {
  specOf(workflowId: Id, revision: number): Promise<WorkflowSpec>;
  adhocAction(name: string, scope: NameScope): Promise<AdhocActionSpec | null>;
  /** The actions of plugins that some running executor offers. One that is not here has nobody to run it. */
  offeredActions(): Promise<ReadonlyMap<string, ActionMode>>;
}

/** Why tasks do not go on, in the order of their ids: see `blockersOf`. A fixed number of statements, however many there are. */
export async function explainBlockers(
  parts: ExplainParts,
  reads: Reads,
  taskIds: readonly Id[],
): Promise<(readonly Blocker[])[]> {
  const tasks = await reads.runs.tasks(taskIds);
  const facts = await factsFor(parts, reads, tasks);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return taskIds.map((id) => {
    const task = byId.get(id);
    return task ? explain(task, facts) : [];
  });
}

interface ExplainFacts {
  readonly executions: ReadonlyMap<Id, LightExecution>;
  readonly specs: ReadonlyMap<Id, WorkflowSpec>;
  /** By execution and name. */
  readonly newest: ReadonlyMap<Id, ReadonlyMap<string, RunTaskRow>>;
  /** By task. */
  readonly actions: ReadonlyMap<Id, readonly OpenAction[]>;
  readonly children: ReadonlyMap<Id, readonly OpenPart[]>;
}

function explain(task: RunTaskRow, facts: ExplainFacts): readonly Blocker[] {
  const execution = facts.executions.get(task.execution_id);
  const spec = facts.specs.get(task.execution_id);
  if (!execution || !spec) return [];
  const newest = facts.newest.get(task.execution_id);
  return blockersOf({
    spec,
    execution: { state: execution.state as State },
    task: runTask(task),
    newestTasks: (names) =>
      names.map((name) => {
        const row = newest?.get(name);
        return row ? runTask(row) : null;
      }),
    openActions: facts.actions.get(task.id) ?? [],
    openChildren: facts.children.get(task.id) ?? [],
  });
}

async function factsFor(parts: ExplainParts, reads: Reads, tasks: readonly RunTaskRow[]): Promise<ExplainFacts> {
  const executions = await executionsOf(reads, tasks);
  const waiting = tasks.filter(({ state }) => state === 'WAITING').map((task) => task.execution_id);
  const active = tasks.filter(({ state }) => state === 'RUNNING' || state === 'PAUSED').map(({ id }) => id);
  const [specs, newest, actions, children] = await Promise.all([
    specsOf(parts, executions),
    waiting.length > 0 ? reads.runs.newestTasks([...new Set(waiting)]) : [],
    active.length > 0 ? reads.runs.openActions(active) : [],
    active.length > 0 ? reads.runs.openChildren(active) : [],
  ]);
  const executionOf = new Map(tasks.map((task) => [task.id, executions.get(task.execution_id)]));
  return {
    executions,
    specs,
    newest: new Map(
      [...Map.groupBy(newest, (row) => row.execution_id)].map(([id, rows]) => [
        id,
        new Map(rows.map((row) => [row.name, row])),
      ]),
    ),
    actions: await openActions(parts, actions, executionOf),
    children: new Map([...Map.groupBy(children, (row) => row.task_id)].map(([id, rows]) => [id, rows.map(openPart)])),
  };
}

async function executionsOf(reads: Reads, tasks: readonly RunTaskRow[]): Promise<ReadonlyMap<Id, LightExecution>> {
  const ids = [...new Set(tasks.map((task) => task.execution_id))];
  const rows = await Promise.all(ids.map((id) => reads.executions.byId(id)));
  return new Map(rows.flatMap((row) => (row ? [[row.id, row]] : [])));
}

async function specsOf(
  parts: ExplainParts,
  executions: ReadonlyMap<Id, LightExecution>,
): Promise<ReadonlyMap<Id, WorkflowSpec>> {
  const specs = [...executions.values()].map(
    async ({ id, workflow_id, revision }) => [id, await parts.specOf(workflow_id, revision)] as const,
  );
  return new Map(await Promise.all(specs));
}

/** Each with the action of a plugin that it comes down to, and who gives its result. */
async function openActions(
  parts: ExplainParts,
  rows: readonly OpenActionRow[],
  executionOf: ReadonlyMap<Id, LightExecution | undefined>,
): Promise<ReadonlyMap<Id, readonly OpenAction[]>> {
  if (rows.length === 0) return new Map();
  const offered = await parts.offeredActions();
  const actions = rows.map(async (row) => {
    const action = await pluginAction(parts, offered, row.name, executionOf.get(row.task_id));
    return {
      taskId: row.task_id,
      action: { ...openPart(row), action, mode: offered.get(action) ?? 'missing' } as const,
    };
  });
  const byTask = Map.groupBy(await Promise.all(actions), ({ taskId }) => taskId);
  return new Map([...byTask].map(([id, own]) => [id, own.map(({ action }) => action)]));
}

/** What an ad-hoc action stands on in the end, or the name where the way down is lost. */
async function pluginAction(
  { adhocAction }: ExplainParts,
  offered: ReadonlyMap<string, ActionMode>,
  name: string,
  execution: LightExecution | undefined,
): Promise<string> {
  if (!execution) return name;
  const scope = { projectId: execution.project_id, namespace: execution.workflow_namespace };
  const chain = await adhocChain({ adhocAction, hasAction: (each) => offered.has(each) }, name, scope);
  return [...chain.values()].at(-1)?.base ?? name;
}

function openPart({ state, count, oldest_id }: OpenRow): OpenPart {
  return { state: state as State, count, oldestId: oldest_id };
}
