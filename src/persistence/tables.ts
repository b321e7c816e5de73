import type { TurnWrites } from './TurnStore.ts';

/** How a turn writes one table: new rows whole, or some columns of rows that exist. */
export interface TableWrite {
  readonly table: string;
  /** `follow` writes what follows from each row, by statements of its own. */
  readonly kind: 'insert' | 'update' | 'follow';
  readonly columns: Readonly<Record<string, ColumnForm>>;
  /** Columns of an update that keep their value where the new one is null. */
  readonly keeps?: readonly string[];
  readonly follow?: readonly Follow[];
}

/** What follows from a row `new` that names a task: in the rows of a table that belong to that task, something is set. */
export interface Follow {
  readonly table: string;
  /** The column that names the task. */
  readonly column: string;
  readonly set: string;
  readonly where?: string;
}

export type ColumnForm = 'text' | 'integer' | 'boolean' | 'time';

const id = 'text';

const CRON_TRIGGER: TableWrite['columns'] = {
  id,
  project_id: 'text',
  name: 'text',
  description: 'text',
  scope: 'text',
  workflow_id: 'text',
  workflow_name: 'text',
  namespace: 'text',
  input: 'text',
  params: 'text',
  pattern: 'text',
  time_zone: 'text',
  first_time: 'time',
  starts_at: 'time',
  ends_at: 'time',
  remaining: 'integer',
  missed: 'text',
  missed_limit: 'integer',
  overlap: 'text',
  jitter_seconds: 'integer',
  state: 'text',
  revision: 'integer',
  next_time: 'time',
  fires_at: 'time',
  last_time: 'time',
  last_execution_id: 'text',
  last_error: 'text',
  waiting: 'text',
  created_at: 'time',
  updated_at: 'time',
};

/** Which rows `discarded` means: see `workflow/Decision.ts`. */
const IS_MEANT = `old.discarded_at IS NULL AND (new.which = 'all'
  OR new.which = 'failed' AND old.accepted AND old.state <> 'SUCCESS' OR new.which = 'open' AND NOT old.accepted)`;

/** In the order of writing. Parents come first. */
export const TABLE_WRITES: Readonly<Record<keyof TurnWrites, TableWrite>> = {
  discarded: {
    table: 'action_execution',
    kind: 'follow',
    columns: { task_id: 'text', which: 'text', discarded_at: 'time' },
    follow: [
      {
        table: 'action_execution',
        column: 'task_id',
        set: 'accepted = false, discarded_at = new.discarded_at',
        where: IS_MEANT,
      },
      {
        table: 'execution',
        column: 'parent_task_id',
        set: 'accepted = false, discarded_at = new.discarded_at',
        where: IS_MEANT,
      },
    ],
  },
  newExecutions: {
    table: 'execution',
    kind: 'insert',
    columns: {
      id,
      project_id: 'text',
      workflow_id: 'text',
      workflow_name: 'text',
      workflow_namespace: 'text',
      revision: 'integer',
      state: 'text',
      state_info: 'text',
      description: 'text',
      input: 'text',
      params: 'text',
      context: 'text',
      output: 'text',
      runtime: 'text',
      root_id: 'text',
      parent_task_id: 'text',
      item_index: 'integer',
      accepted: 'boolean',
      discarded_at: 'time',
      source_id: 'text',
      starts_at: 'time',
      idempotency_key: 'text',
      request_hash: 'text',
      trigger_id: 'text',
      triggered_by: 'text',
      created_at: 'time',
      updated_at: 'time',
      finished_at: 'time',
    },
  },
  executions: {
    table: 'execution',
    kind: 'update',
    columns: {
      id,
      state: 'text',
      state_info: 'text',
      params: 'text',
      context: 'text',
      output: 'text',
      runtime: 'text',
      accepted: 'boolean',
      updated_at: 'time',
      finished_at: 'time',
    },
    keeps: ['params', 'context', 'output', 'accepted'],
  },
  newTasks: {
    table: 'task_execution',
    kind: 'insert',
    columns: {
      id,
      execution_id: 'text',
      name: 'text',
      state: 'text',
      state_info: 'text',
      context: 'text',
      published: 'text',
      published_global: 'text',
      runtime: 'text',
      has_next: 'boolean',
      processed: 'boolean',
      created_at: 'time',
      started_at: 'time',
      updated_at: 'time',
      finished_at: 'time',
    },
  },
  tasks: {
    table: 'task_execution',
    kind: 'update',
    columns: {
      id,
      state: 'text',
      state_info: 'text',
      context: 'text',
      published: 'text',
      published_global: 'text',
      runtime: 'text',
      has_next: 'boolean',
      processed: 'boolean',
      started_at: 'time',
      updated_at: 'time',
      finished_at: 'time',
    },
    keeps: ['context', 'published', 'published_global'],
  },
  newActions: {
    table: 'action_execution',
    kind: 'insert',
    columns: {
      id,
      execution_id: 'text',
      project_id: 'text',
      namespace: 'text',
      task_id: 'text',
      name: 'text',
      state: 'text',
      state_info: 'text',
      input: 'text',
      output: 'text',
      accepted: 'boolean',
      discarded_at: 'time',
      item_index: 'integer',
      attempt: 'integer',
      created_at: 'time',
      updated_at: 'time',
      started_at: 'time',
      finished_at: 'time',
    },
  },
  forgotten: {
    table: 'action_execution',
    kind: 'follow',
    columns: { task_id: 'text' },
    follow: [{ table: 'action_execution', column: 'task_id', set: 'output = NULL' }],
  },
  actionStates: {
    table: 'action_execution',
    kind: 'update',
    columns: { id, state: 'text', updated_at: 'time' },
  },
  changes: {
    table: 'change_log',
    kind: 'insert',
    columns: {
      project_id: 'text',
      root_id: 'text',
      execution_id: 'text',
      kind: 'text',
      entity_id: 'text',
      from_state: 'text',
      to_state: 'text',
      state_info: 'text',
      at: 'time',
    },
  },
  newCronTriggers: { table: 'cron_trigger', kind: 'insert', columns: CRON_TRIGGER },
  cronTriggers: { table: 'cron_trigger', kind: 'update', columns: CRON_TRIGGER },
  outbox: {
    table: 'outbox',
    kind: 'insert',
    columns: { id, queue: 'text', data: 'text', created_at: 'time' },
  },
};
