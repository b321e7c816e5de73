import { LimitError } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { ActionExecutionRow } from '../persistence/rows.ts';
import { type NewChange, NOTHING_WRITTEN, type TurnWrites } from '../persistence/TurnStore.ts';
import { type ActionJob, type NewJob, QUEUES } from '../queue/jobs.ts';
import type { Change, Decision, RunAction } from '../workflow/Decision.ts';
import type { ActionFacts, ExecutionFacts } from '../workflow/Facts.ts';
import { executionUpdate, taskRow, taskUpdate } from './facts.ts';

/** Bytes a single value may have. As Mistral's default. */
export const FIELD_LIMIT_BYTES = 1024 * 1024;

/** What to write and send for one decision. Throws `LimitError` where a value is too large to keep. */
export function writesOf(
  before: ExecutionFacts,
  workflowName: string,
  decision: Decision,
  now: Date,
): { writes: TurnWrites; jobs: NewJob[] } {
  const writes: TurnWrites = {
    ...NOTHING_WRITTEN,
    executions: decision.execution ? [executionUpdate(decision.execution, before)] : [],
    newTasks: decision.newTasks.map((task) => taskRow(task, before.id)),
    tasks: decision.changedTasks.map(taskUpdate),
    newActions: decision.newActions.map((action) => actionRow(action, before.id)),
    changes: decision.changes.map((change) => changeRow(change, before, now)),
  };
  assertSizes(writes);
  return { writes, jobs: decision.commands.map((command) => actionJob(command, before.id, workflowName)) };
}

function actionRow(action: ActionFacts, executionId: string): ActionExecutionRow {
  return {
    id: action.id,
    execution_id: executionId,
    task_id: action.taskId,
    name: action.name,
    state: action.state,
    state_info: null,
    input: stringifyJson(action.input),
    output: null,
    accepted: false,
    item_index: action.index,
    attempt: 1,
    created_at: action.createdAt,
    updated_at: action.createdAt,
    started_at: null,
    finished_at: null,
  };
}

function changeRow(change: Change, execution: ExecutionFacts, now: Date): NewChange {
  return {
    project_id: execution.projectId,
    root_id: execution.rootId,
    execution_id: execution.id,
    kind: change.kind,
    entity_id: change.entityId,
    from_state: change.from,
    to_state: change.to,
    state_info: change.stateInfo,
    at: now,
  };
}

function actionJob(command: RunAction, executionId: string, workflowName: string): NewJob {
  const data: ActionJob = {
    actionExecutionId: command.actionExecutionId,
    executionId,
    taskId: command.taskId,
    workflowName,
    action: command.action,
    input: stringifyJson(command.input),
    attempt: 1,
  };
  return { id: newId(), queue: QUEUES.action, data };
}

function assertSizes(writes: TurnWrites): void {
  for (const { context, output } of writes.executions) {
    assertSize('The context of the execution', context);
    assertSize('The output of the execution', output);
  }
  for (const { name, context, published } of writes.newTasks) {
    assertSize(`The context of task '${name}'`, context);
    assertSize(`What task '${name}' publishes`, published);
  }
  for (const { published, published_global } of writes.tasks) {
    assertSize('What the task publishes', published);
    assertSize('What the task publishes globally', published_global);
  }
  for (const { name, input } of writes.newActions) assertSize(`The input of action '${name}'`, input);
}

export function assertSize(what: string, text: string | null): void {
  // A character is at most three bytes in UTF-8: most texts need no counting.
  if (text === null || text.length * 3 <= FIELD_LIMIT_BYTES) return;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > FIELD_LIMIT_BYTES) throw new LimitError(what, FIELD_LIMIT_BYTES, bytes);
}

/** The writes of several decisions as one. */
export function mergeWrites(list: readonly TurnWrites[]): TurnWrites {
  return {
    newExecutions: list.flatMap((writes) => writes.newExecutions),
    executions: list.flatMap((writes) => writes.executions),
    newTasks: list.flatMap((writes) => writes.newTasks),
    tasks: list.flatMap((writes) => writes.tasks),
    newActions: list.flatMap((writes) => writes.newActions),
    changes: list.flatMap((writes) => writes.changes),
    outbox: list.flatMap((writes) => writes.outbox),
  };
}
