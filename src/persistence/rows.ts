import type { Id } from '../base/ids.ts';

/** Rows as the database holds them: JSON is text, times are `Date`. Names are the columns' names. */

/** A workflow or an ad-hoc action: a name, which has had one text after another. */
export interface DefinitionRow {
  id: Id;
  project_id: Id;
  namespace: string;
  name: string;
  scope: string;
  /** JSON of a list of texts. */
  tags: string;
  /** The current one. */
  revision: number;
  created_at: Date;
  updated_at: Date;
}

export type WorkflowRow = DefinitionRow;
export type AdhocActionRow = DefinitionRow;

/** One text a definition has had. Never changes. */
export interface RevisionRow {
  revision: number;
  definition: string;
  checksum: string;
  created_at: Date;
}

export interface WorkflowRevisionRow extends RevisionRow {
  workflow_id: Id;
}

export interface AdhocActionRevisionRow extends RevisionRow {
  action_id: Id;
}

/** The text of a workbook. Its members are definitions of their own, named `<workbook>.<member>`, and keep what they were. */
export interface WorkbookRow extends DefinitionRow {
  definition: string;
  checksum: string;
}

export interface EnvironmentRow {
  id: Id;
  project_id: Id;
  name: string;
  description: string | null;
  /** JSON of an object. */
  variables: string;
  scope: string;
  created_at: Date;
  updated_at: Date;
}

/** What an execution keeps of the trigger that started it, as JSON. */
export interface TriggeredBy {
  readonly kind: 'CRON';
  readonly id: Id;
  /** What it was called then. */
  readonly name: string;
  /** The time of its schedule, RFC 3339; absent where somebody fired it by hand. */
  readonly scheduledFor?: string;
  /** Whether the trigger wants to be told when it has ended. */
  readonly isAwaited?: boolean;
}

/** A rule by which executions are started at times. */
export interface CronTriggerRow {
  id: Id;
  project_id: Id;
  name: string;
  description: string | null;
  scope: string;
  workflow_id: Id;
  workflow_name: string;
  /** Where the names of the workflow count. */
  namespace: string;
  /** JSON of an object. */
  input: string;
  /** JSON of the parameters of a start; `env` inside may be the name of a stored environment. */
  params: string;
  pattern: string | null;
  time_zone: string;
  first_time: Date | null;
  starts_at: Date | null;
  ends_at: Date | null;
  remaining: number | null;
  missed: string;
  missed_limit: number;
  overlap: string;
  jitter_seconds: number;
  state: string;
  /** Counts the changes of the row; the job of an earlier one does nothing. */
  revision: number;
  /** The next time of the schedule; null where there is none, or it is paused. */
  next_time: Date | null;
  /** When it fires for that. */
  fires_at: Date | null;
  last_time: Date | null;
  last_execution_id: Id | null;
  /** Why the last firing started nothing. */
  last_error: string | null;
  /** JSON of the times that wait until the execution before has ended. */
  waiting: string;
  created_at: Date;
  updated_at: Date;
}

export interface ExecutionRow {
  id: Id;
  project_id: Id;
  workflow_id: Id;
  workflow_name: string;
  workflow_namespace: string;
  revision: number;
  state: string;
  state_info: string | null;
  description: string | null;
  /** JSON of what the execution was given. */
  input: string;
  /** JSON of the start parameters; `env` inside it is what `env()` gives. */
  params: string;
  /** JSON of workflow variables and global publications. */
  context: string;
  output: string | null;
  /** JSON of the counters that a turn rewrites; holds no user data. */
  runtime: string;
  root_id: Id;
  parent_task_id: Id | null;
  item_index: number | null;
  /** Of a sub-workflow: whether its task has taken its end. */
  accepted: boolean;
  /** Of a sub-workflow: since when its task goes on without it. */
  discarded_at: Date | null;
  /** The execution whose input and parameters it was started with. */
  source_id: Id | null;
  /** When it is to begin, where that was not to be at once. */
  starts_at: Date | null;
  idempotency_key: string | null;
  request_hash: string | null;
  /** The trigger that started it. */
  trigger_id: Id | null;
  /** JSON of what it tells about itself: see `TriggeredBy`. */
  triggered_by: string | null;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
}

export interface TaskExecutionRow {
  id: Id;
  execution_id: Id;
  name: string;
  state: string;
  state_info: string | null;
  /** JSON: variable name → ids of the task executions whose publications make it up. */
  context: string;
  published: string | null;
  published_global: string | null;
  /** JSON of what is open in the task, and what led to it. */
  runtime: string;
  has_next: boolean;
  processed: boolean;
  created_at: Date;
  started_at: Date | null;
  updated_at: Date;
  finished_at: Date | null;
}

export interface ActionExecutionRow {
  id: Id;
  execution_id: Id | null;
  /** Of one that runs alone; the others belong to the project of their execution. */
  project_id: Id | null;
  /** Where the names of one that runs alone count. */
  namespace: string | null;
  task_id: Id | null;
  name: string;
  state: string;
  state_info: string | null;
  input: string;
  /** JSON of the bare result. */
  output: string | null;
  accepted: boolean;
  /** Since when its task goes on without it. */
  discarded_at: Date | null;
  item_index: number | null;
  attempt: number;
  created_at: Date;
  updated_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** A process that runs actions. */
export interface ExecutorRow {
  id: Id;
  name: string;
  /** JSON of a list of texts. */
  groups: string;
  host: string;
  pid: number;
  slots: number;
  /** Actions it ran when it was heard of last. */
  running: number;
  /** JSON of what it offers. */
  offers: string;
  started_at: Date;
  seen_at: Date;
}

export type EntityKind = 'EXECUTION' | 'TASK' | 'ACTION';

/** One entry of the change log. (`position`, `id`) is the public order. */
export interface ChangeRow {
  id: string;
  position: string | null;
  project_id: Id;
  root_id: Id;
  execution_id: Id;
  kind: EntityKind;
  entity_id: Id;
  from_state: string | null;
  to_state: string;
  state_info: string | null;
  at: Date;
}

/** One row: up to which position the change log is no longer kept. */
export interface ChangeLogFloorRow {
  id: number;
  position: string;
}

/** A job that was decided in a transaction the queue could not be part of. */
export interface OutboxRow {
  id: Id;
  queue: string;
  data: string;
  created_at: Date;
}

export interface ProjectRow {
  id: Id;
  name: string;
  created_at: Date;
}

export interface ApiTokenRow {
  id: Id;
  project_id: Id;
  name: string;
  /** JSON of a list of names. */
  roles: string;
  /** Of the token's text, which is kept nowhere. */
  hash: string;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
}

/** A key that all processes of a service share. */
export interface ServiceKeyRow {
  name: string;
  /** In hexadecimal. */
  value: string;
  created_at: Date;
}
