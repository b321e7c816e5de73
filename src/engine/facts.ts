import { parseJson, stringifyJson, type Value } from '../base/json.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { ExecutionRow, TaskExecutionRow } from '../persistence/rows.ts';
import type { ExecutionUpdate, TaskUpdate } from '../persistence/TurnStore.ts';
import type {
  BranchContext,
  ExecutionFacts,
  ExecutionRuntime,
  Facts,
  TaskFacts,
  TaskRuntime,
  Values,
} from '../workflow/Facts.ts';
import type { State } from '../workflow/State.ts';

/** Rows as the core sees them, and back. Values are JSON text in rows and plain data in facts. */

export function executionFacts(row: ExecutionRow): ExecutionFacts {
  return {
    id: row.id,
    projectId: row.project_id,
    rootId: row.root_id,
    state: row.state as State,
    stateInfo: row.state_info,
    description: row.description,
    input: parseJson(row.input) as Values,
    params: parseJson(row.params) as Values,
    context: parseJson(row.context) as Values,
    output: undefined,
    runtime: parseJson(row.runtime) as unknown as ExecutionRuntime,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}

export function taskFacts(row: TaskExecutionRow): TaskFacts {
  return {
    id: row.id,
    name: row.name,
    state: row.state as State,
    stateInfo: row.state_info,
    context: parseJson(row.context) as BranchContext,
    published: row.published === null ? null : (parseJson(row.published) as Values),
    publishedGlobal: row.published_global === null ? null : (parseJson(row.published_global) as Values),
    runtime: parseJson(row.runtime) as unknown as TaskRuntime,
    hasNext: row.has_next,
    processed: row.processed,
    createdAt: row.created_at,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}

/** Facts with nothing loaded but the rows given. */
export function factsOf(spec: WorkflowSpec, execution: ExecutionFacts, tasks: readonly TaskFacts[]): Facts {
  return {
    spec,
    execution,
    tasks: new Map(tasks.map((task) => [task.id, task])),
    taskIdByName: new Map(),
    resultsByTask: new Map(),
  };
}

/** The context is written only where it is another than it was. */
export function executionUpdate(after: ExecutionFacts, before: ExecutionFacts): ExecutionUpdate {
  return {
    id: after.id,
    state: after.state,
    state_info: after.stateInfo,
    context: after.context === before.context ? null : stringifyJson(after.context),
    output: after.output === undefined ? null : stringifyJson(after.output),
    runtime: stringifyJson(after.runtime),
    updated_at: after.updatedAt,
    finished_at: after.finishedAt,
  };
}

export function taskUpdate(task: TaskFacts): TaskUpdate {
  return {
    id: task.id,
    state: task.state,
    state_info: task.stateInfo,
    published: textOrNull(task.published),
    published_global: textOrNull(task.publishedGlobal),
    runtime: stringifyJson(task.runtime),
    has_next: task.hasNext,
    processed: task.processed,
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
    started_at: task.startedAt,
  };
}

function textOrNull(value: Value | undefined): string | null {
  return value === undefined || value === null ? null : stringifyJson(value);
}
