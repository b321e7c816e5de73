import { parseJson, stringifyJson, type Value } from '../base/json.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { ExecutionRow, TaskExecutionRow } from '../persistence/rows.ts';
import type { ExecutionUpdate, LightTaskRow, TaskUpdate } from '../persistence/TurnStore.ts';
import {
  type BranchContext,
  type ExecutionFacts,
  type ExecutionRuntime,
  type Facts,
  NEW_TASK,
  NOTHING_RUN,
  type TaskFacts,
  type TaskRuntime,
  type Values,
} from '../workflow/Facts.ts';
import type { State } from '../workflow/State.ts';

/** Rows as the core sees them, and back. Values are JSON text in rows and plain data in facts. */

export function executionFacts(row: ExecutionRow): ExecutionFacts {
  return {
    id: row.id,
    projectId: row.project_id,
    rootId: row.root_id,
    parentTaskId: row.parent_task_id,
    index: row.item_index,
    workflowName: row.workflow_name,
    namespace: row.workflow_namespace,
    state: row.state as State,
    stateInfo: row.state_info,
    description: row.description,
    input: parseJson(row.input) as Values,
    params: parseJson(row.params) as Values,
    context: parseJson(row.context) as Values,
    output: undefined,
    accepted: row.accepted,
    runtime: { ...NOTHING_RUN, ...(parseJson(row.runtime) as unknown as Partial<ExecutionRuntime>) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}

/** What a light row leaves out has not been loaded. */
export function taskFacts(row: LightTaskRow & Partial<TaskExecutionRow>): TaskFacts {
  return {
    id: row.id,
    name: row.name,
    state: row.state as State,
    stateInfo: row.state_info,
    context: parseJson(row.context) as BranchContext,
    published: valuesOf(row.published),
    publishedGlobal: valuesOf(row.published_global),
    runtime: taskRuntime(row.runtime),
    hasNext: row.has_next,
    processed: row.processed,
    createdAt: row.created_at,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}

/** What is left out of the text is as it always begins. */
export function taskRuntime(text: string): TaskRuntime {
  return { ...NEW_TASK, ...(parseJson(text) as unknown as Partial<TaskRuntime>) };
}

function valuesOf(text: string | null | undefined): Values | null | undefined {
  return text === null || text === undefined ? text : (parseJson(text) as Values);
}

/** Facts with nothing loaded but the rows given. */
export function factsOf(spec: WorkflowSpec, execution: ExecutionFacts, tasks: readonly TaskFacts[]): Facts {
  return {
    spec,
    execution,
    tasks: new Map(tasks.map((task) => [task.id, task])),
    taskIdByName: new Map(),
    resultsByTask: new Map(),
    itemsByTask: new Map(),
    actions: new Map(),
    taskIds: {},
    workflows: new Map(),
    adhocActions: new Map(),
    searches: new Map(),
  };
}

/** Of the large values only those are written that are others than they were. */
export function executionUpdate(after: ExecutionFacts, before: ExecutionFacts): ExecutionUpdate {
  return {
    id: after.id,
    state: after.state,
    state_info: after.stateInfo,
    params: after.params === before.params ? null : stringifyJson(after.params),
    context: after.context === before.context ? null : stringifyJson(after.context),
    output: after.output === undefined ? null : stringifyJson(after.output),
    runtime: stringifyJson(compact(after.runtime, NOTHING_RUN)),
    // Otherwise it is the execution above that says so, which this turn has not locked.
    accepted: after.accepted === before.accepted ? null : after.accepted,
    updated_at: after.updatedAt,
    finished_at: after.finishedAt,
  };
}

export function taskUpdate(task: TaskFacts, before?: TaskFacts): TaskUpdate {
  return {
    id: task.id,
    state: task.state,
    state_info: task.stateInfo,
    context: task.context === before?.context ? null : stringifyJson(task.context),
    published: textOrNull(task.published),
    published_global: textOrNull(task.publishedGlobal),
    runtime: stringifyJson(compact(task.runtime, NEW_TASK)),
    has_next: task.hasNext,
    processed: task.processed,
    started_at: task.startedAt,
    updated_at: task.updatedAt,
    finished_at: task.finishedAt,
  };
}

export function taskRow(task: TaskFacts, executionId: string): TaskExecutionRow {
  return {
    ...taskUpdate(task),
    execution_id: executionId,
    name: task.name,
    context: stringifyJson(task.context),
    created_at: task.createdAt,
  };
}

/** Only what is not as it always begins: most counters of most rows are zero. */
export function compact<T extends object>(runtime: T, beginning: T): Partial<T> {
  const isUsual = (key: string, value: unknown) => isAlike(beginning[key as keyof T], value);
  return Object.fromEntries(Object.entries(runtime).filter(([key, value]) => !isUsual(key, value))) as Partial<T>;
}

/** What things begin as are plain values and empty lists. */
function isAlike(beginning: unknown, value: unknown): boolean {
  if (Array.isArray(beginning)) return Array.isArray(value) && value.length === 0;
  return beginning === value;
}

function textOrNull(value: Value | undefined): string | null {
  return value === undefined || value === null ? null : stringifyJson(value);
}
