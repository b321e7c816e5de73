import type { LightTaskRow, TaskSetName } from './TurnStore.ts';

const FINAL = "('SUCCESS', 'ERROR', 'CANCELLED', 'SKIPPED')";

/** Which tasks of an execution make up each set, as SQL. */
export const TASK_SETS: Readonly<Record<TaskSetName, string>> = {
  end: 'processed AND NOT has_next',
  unprocessed: `state IN ${FINAL} AND NOT processed`,
  waiting: "state = 'WAITING'",
  idle: "state = 'IDLE'",
  paused: "state = 'PAUSED'",
};

/** The columns of a task that are small. */
export const LIGHT_TASK_COLUMNS: readonly (keyof LightTaskRow)[] = [
  'id',
  'execution_id',
  'name',
  'state',
  'state_info',
  'context',
  'runtime',
  'has_next',
  'processed',
  'created_at',
  'started_at',
  'updated_at',
  'finished_at',
];

/** Rows that `executions()` or `tasks()` may find: an expression is no way to read the whole database. */
export const SEARCH_LIMIT = 10_000;
