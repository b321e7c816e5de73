import { InputError } from '../base/errors.ts';
import { parseJson, type Value } from '../base/json.ts';
import type { ExecutionRow, TaskExecutionRow } from '../persistence/rows.ts';
import type { TurnReads } from '../persistence/TurnStore.ts';
import type { MissingFact } from '../workflow/FactMissing.ts';
import type { Facts } from '../workflow/Facts.ts';
import { taskSpecView } from '../workflow/specView.ts';
import { timeText } from '../workflow/timeText.ts';
import type { EngineParts } from './EngineParts.ts';

type Search = Extract<MissingFact, { kind: 'search' }>;
type Query = Search['query'];

/** What `executions()` and `tasks()` give: what is committed, of the project of the execution that asks. */
export function search(parts: EngineParts, facts: Facts, { what, query }: Search, read: TurnReads): Promise<Value> {
  return what === 'executions' ? findExecutions(facts, query, read) : findTasks(parts, facts, query, read);
}

async function findExecutions(facts: Facts, query: Query, read: TurnReads): Promise<Value> {
  const rows = await read.executions({
    projectId: facts.execution.projectId,
    ...given('id', textOf(query.id)),
    ...given('rootId', textOf(query.root_execution_id)),
    ...given('state', textOf(query.state)),
    ...given('from', momentOf(query.from_time)),
    ...given('before', momentOf(query.to_time)),
  });
  return rows.map(executionView);
}

async function findTasks(parts: EngineParts, facts: Facts, query: Query, read: TurnReads): Promise<Value> {
  const { projectId } = facts.execution;
  const executionId = textOf(query.workflow_execution_id);
  const state = textOf(query.state);
  const isRecursive = query.recursive === true && executionId !== undefined;
  // Of one execution all, because those of the turn that asks may have other states by now: the core looks at that again.
  const own = await read.findTasks({
    projectId,
    ...given('executionId', executionId),
    ...given('state', executionId === undefined ? state : undefined),
  });
  const nested = isRecursive ? await nestedTasks(projectId, own, read) : [];
  const wanted = [...own, ...nested];
  const kept = query.flat === true ? await withoutWrappers(projectId, wanted, read) : wanted;
  return Promise.all(kept.map((row) => taskView(parts, projectId, row, read)));
}

async function nestedTasks(
  projectId: string,
  tasks: readonly TaskExecutionRow[],
  read: TurnReads,
): Promise<TaskExecutionRow[]> {
  const found: TaskExecutionRow[] = [];
  for (const task of tasks) {
    for (const child of await childrenOf(projectId, task, read)) {
      const own = await read.findTasks({ projectId, executionId: child.id });
      found.push(...own, ...(await nestedTasks(projectId, own, read)));
    }
  }
  return found;
}

/** Leaves out the tasks that stand as they do because a sub-workflow does. */
async function withoutWrappers(projectId: string, tasks: readonly TaskExecutionRow[], read: TurnReads) {
  const children = await Promise.all(tasks.map((task) => childrenOf(projectId, task, read)));
  return tasks.filter((task, index) => (children[index] ?? []).every((child) => child.state !== task.state));
}

async function childrenOf(
  projectId: string,
  task: TaskExecutionRow,
  read: TurnReads,
): Promise<readonly ExecutionRow[]> {
  return read.executions({ projectId, parentTaskId: task.id });
}

function executionView(row: ExecutionRow): Value {
  return {
    id: row.id,
    name: row.workflow_name,
    workflow_name: row.workflow_name,
    workflow_namespace: row.workflow_namespace,
    state: row.state,
    state_info: row.state_info,
    input: parseJson(row.input),
    params: parseJson(row.params),
    output: row.output === null ? null : parseJson(row.output),
    root_execution_id: row.root_id === row.id ? null : row.root_id,
    created_at: timeText(row.created_at),
    updated_at: timeText(row.updated_at),
  };
}

async function taskView(parts: EngineParts, projectId: string, row: TaskExecutionRow, read: TurnReads): Promise<Value> {
  const [execution] = await read.executions({ projectId, id: row.execution_id });
  const spec = execution ? await parts.specOf(execution.workflow_id, execution.revision) : undefined;
  const task = spec?.tasks[row.name];
  const results = (await read.results(row.id)).map(parseJson);
  return {
    id: row.id,
    name: row.name,
    spec: spec ? taskSpecView(spec, row.name) : null,
    state: row.state,
    state_info: row.state_info,
    result: results.length === 1 && !task?.withItems ? (results[0] as Value) : results,
    published: row.published === null ? {} : parseJson(row.published),
    type: task?.workflow === undefined ? 'ACTION' : 'WORKFLOW',
    workflow_execution_id: row.execution_id,
    created_at: timeText(row.created_at),
    updated_at: timeText(row.updated_at),
  };
}

function given<Name extends string, T>(name: Name, value: T | undefined): { [key in Name]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: T };
}

function textOf(value: Value | undefined): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value);
}

function momentOf(value: Value | undefined): Date | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const moment = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(moment.getTime())) throw new InputError(`'${text}' is no time such as '2026-01-31 12:00:00'.`);
  return moment;
}
