import type {
  ActionExecutionRow,
  AdhocActionRow,
  CronTriggerRow,
  DefinitionRow,
  EnvironmentRow,
  ExecutionRow,
  TaskExecutionRow,
  WorkbookRow,
  WorkflowRow,
} from '../rows.ts';
import type { ReadableTable } from './TableReads.ts';

/** Rows without their large columns. */
export type LightExecution = Omit<
  ExecutionRow,
  'input' | 'params' | 'context' | 'output' | 'runtime' | 'discarded_at' | 'idempotency_key' | 'request_hash'
>;
export type LightTask = Omit<TaskExecutionRow, 'context' | 'published' | 'published_global' | 'runtime'>;
export type LightAction = Omit<ActionExecutionRow, 'namespace' | 'discarded_at' | 'input' | 'output'>;

export type LightWorkbook = Omit<WorkbookRow, 'definition'>;
export type LightEnvironment = Omit<EnvironmentRow, 'variables'>;
export type LightCronTrigger = Omit<CronTriggerRow, 'input' | 'params'>;

export const EXECUTION: ReadableTable<ExecutionRow> = {
  name: 'execution',
  order: 'DESC',
  columns: [
    'id',
    'project_id',
    'workflow_id',
    'workflow_name',
    'workflow_namespace',
    'revision',
    'state',
    'state_info',
    'description',
    'root_id',
    'parent_task_id',
    'item_index',
    'accepted',
    'trigger_id',
    'triggered_by',
    'source_id',
    'starts_at',
    'created_at',
    'updated_at',
    'finished_at',
  ],
};
export const TASK: ReadableTable<TaskExecutionRow> = {
  name: 'task_execution',
  order: 'ASC',
  columns: [
    'id',
    'execution_id',
    'name',
    'state',
    'state_info',
    'has_next',
    'processed',
    'created_at',
    'started_at',
    'updated_at',
    'finished_at',
  ],
};
export const ACTION: ReadableTable<ActionExecutionRow> = {
  name: 'action_execution',
  order: 'ASC',
  columns: [
    'id',
    'execution_id',
    'project_id',
    'task_id',
    'name',
    'state',
    'state_info',
    'accepted',
    'item_index',
    'attempt',
    'created_at',
    'updated_at',
    'started_at',
    'finished_at',
  ],
};
const DEFINITION_COLUMNS = [
  ...['id', 'project_id', 'namespace', 'name', 'scope'],
  ...['tags', 'revision', 'created_at', 'updated_at'],
] as (keyof DefinitionRow)[];
export const WORKFLOW: ReadableTable<WorkflowRow> = { name: 'workflow', order: 'ASC', columns: DEFINITION_COLUMNS };
export const ADHOC_ACTION: ReadableTable<AdhocActionRow> = {
  name: 'adhoc_action',
  order: 'ASC',
  columns: DEFINITION_COLUMNS,
};
export const WORKBOOK: ReadableTable<WorkbookRow> = {
  name: 'workbook',
  order: 'ASC',
  columns: [...DEFINITION_COLUMNS, 'checksum'],
};
export const CRON_TRIGGER: ReadableTable<CronTriggerRow> = {
  name: 'cron_trigger',
  order: 'ASC',
  columns: [
    'id',
    'project_id',
    'name',
    'description',
    'scope',
    'workflow_id',
    'workflow_name',
    'namespace',
    'pattern',
    'time_zone',
    'first_time',
    'starts_at',
    'ends_at',
    'remaining',
    'missed',
    'missed_limit',
    'overlap',
    'jitter_seconds',
    'state',
    'revision',
    'next_time',
    'fires_at',
    'last_time',
    'last_execution_id',
    'last_error',
    'waiting',
    'created_at',
    'updated_at',
  ],
};
export const ENVIRONMENT: ReadableTable<EnvironmentRow> = {
  name: 'environment',
  order: 'ASC',
  columns: ['id', 'project_id', 'name', 'description', 'scope', 'created_at', 'updated_at'],
};
