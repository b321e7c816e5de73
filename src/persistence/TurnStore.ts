import type { Id } from '../base/ids.ts';
import type {
  ActionExecutionRow,
  ChangeRow,
  CronTriggerRow,
  ExecutionRow,
  OutboxRow,
  TaskExecutionRow,
} from './rows.ts';

/**
 * Where turns are taken: lock executions, read what they need, write everything at once.
 *
 * One transaction serves many executions. Both databases pass the same tests (`test/contracts/turnStore.ts`).
 */
export interface TurnStore {
  /** Runs `work` in a transaction that `work` ends by `commit`; whatever is thrown before that rolls back. */
  transact<T>(work: (transaction: TurnTransaction) => Promise<T>): Promise<T>;
}

export interface TurnTransaction {
  /**
   * Waits for the locks of these executions, stores the results that nobody stored before, and reads the rows.
   * Results of actions that have ended are passed over: `arrived` holds those that counted.
   */
  open(request: OpenRequest): Promise<Opened>;
  /** The same for a cron trigger: it is locked, and read with what it has started. */
  openCronTrigger(id: Id): Promise<OpenedCronTrigger>;
  /** Reads more, under the same locks. */
  readonly read: TurnReads;
  /** Writes all rows, lets others send within the transaction, and commits. */
  commit(writes: TurnWrites, sends: readonly SendWithin[]): Promise<void>;
}

export interface OpenRequest {
  readonly executionIds: readonly Id[];
  readonly taskIds: readonly Id[];
  readonly results: readonly ResultRow[];
  /** Sub-workflow runs that have ended, whose results are to be accepted. */
  readonly childIds: readonly Id[];
}

/** The result of an action, as it is stored. `output` is JSON text. */
export interface ResultRow {
  readonly id: Id;
  /** Of which attempt it is: one that another has taken the place of is passed over. `null` is any. */
  readonly attempt: number | null;
  readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED';
  readonly state_info: string | null;
  readonly output: string;
  readonly started_at: Date | null;
  readonly finished_at: Date;
}

/** `from_state` is the state before the result. */
export type ArrivedRow = Pick<
  ActionExecutionRow,
  'id' | 'execution_id' | 'task_id' | 'name' | 'item_index' | 'discarded_at'
> & { readonly from_state: string };

/** A sub-workflow run whose result nobody had accepted before. */
export type ArrivedChildRow = Pick<ExecutionRow, 'id' | 'parent_task_id' | 'item_index' | 'state' | 'state_info'>;

export interface Opened {
  readonly executions: readonly ExecutionRow[];
  readonly tasks: readonly TaskExecutionRow[];
  readonly arrived: readonly ArrivedRow[];
  readonly arrivedChildren: readonly ArrivedChildRow[];
}

/** A cron trigger under its lock. */
export interface OpenedCronTrigger {
  /** `null` where there is none. */
  readonly row: CronTriggerRow | null;
  /** Its executions that have not ended. */
  readonly running: readonly Id[];
}

/** A task without what it published, which may be large. */
export type LightTaskRow = Omit<TaskExecutionRow, 'published' | 'published_global'>;

/** Tasks that have something in common: see `workflow/Facts.ts`. */
export type TaskSetName = 'end' | 'unprocessed' | 'waiting' | 'idle' | 'paused';

/** An action or a sub-workflow run of a task that has not been discarded. */
export type ItemRow = Pick<ActionExecutionRow, 'id' | 'item_index' | 'state' | 'accepted'>;

/** What `executions()` asks for; all conditions that are given have to hold. Times are `created_at`. */
export interface ExecutionSearch {
  readonly projectId: Id;
  readonly id?: string;
  readonly rootId?: string;
  readonly parentTaskId?: string;
  readonly state?: string;
  readonly from?: Date;
  readonly before?: Date;
}

/** What `tasks()` asks for. */
export interface TaskSearch {
  readonly projectId: Id;
  readonly executionId?: string;
  readonly state?: string;
}

/** What a turn reads when somebody looks at what it has not opened. */
export interface TurnReads {
  tasks(ids: readonly Id[]): Promise<readonly TaskExecutionRow[]>;
  /** The newest task of each name there is one of. */
  newestTasks(executionId: Id, names: readonly string[]): Promise<readonly LightTaskRow[]>;
  taskSet(executionId: Id, set: TaskSetName): Promise<readonly LightTaskRow[]>;
  /** JSON texts of the accepted results of a task, in order of items. */
  results(taskId: Id): Promise<readonly string[]>;
  items(taskId: Id): Promise<readonly ItemRow[]>;
  action(id: Id): Promise<Pick<ActionExecutionRow, 'state' | 'discarded_at'> | null>;
  /** Sub-workflow runs of an execution that have not ended. */
  openChildren(executionId: Id): Promise<readonly Pick<ExecutionRow, 'id' | 'state'>[]>;
  /** JSON text of the parameters of an execution. */
  params(executionId: Id): Promise<string | null>;
  executions(search: ExecutionSearch): Promise<readonly ExecutionRow[]>;
  findTasks(search: TaskSearch): Promise<readonly TaskExecutionRow[]>;
  /** Those of these idempotency keys that an execution was started with. */
  usedKeys(projectId: Id, keys: readonly string[]): Promise<readonly string[]>;
}

export type NewChange = Omit<ChangeRow, 'id' | 'position'>;

/** Where a table's columns are not listed, the whole row is written. */
export interface TurnWrites {
  /** Actions and sub-workflow runs of a task that no longer count. Written first, so that what is new is not among them. */
  readonly discarded: readonly { readonly task_id: Id; readonly which: string; readonly discarded_at: Date }[];
  readonly newExecutions: readonly ExecutionRow[];
  readonly executions: readonly ExecutionUpdate[];
  readonly newTasks: readonly TaskExecutionRow[];
  readonly tasks: readonly TaskUpdate[];
  readonly newActions: readonly ActionExecutionRow[];
  /** Tasks whose results are not kept. */
  readonly forgotten: readonly { readonly task_id: Id }[];
  readonly actionStates: readonly Pick<ActionExecutionRow, 'id' | 'state' | 'updated_at'>[];
  readonly changes: readonly NewChange[];
  readonly newCronTriggers: readonly CronTriggerRow[];
  readonly cronTriggers: readonly CronTriggerRow[];
  readonly outbox: readonly OutboxRow[];
}

/** `output`, `context`, `params` and `accepted` stay as they are where null. */
export type ExecutionUpdate = Pick<
  ExecutionRow,
  'id' | 'state' | 'state_info' | 'runtime' | 'output' | 'updated_at' | 'finished_at'
> & { readonly context: string | null; readonly params: string | null; readonly accepted: boolean | null };

/** `published` and `published_global` stay as they are where null. */
export type TaskUpdate = Pick<
  TaskExecutionRow,
  | 'id'
  | 'state'
  | 'state_info'
  | 'published'
  | 'published_global'
  | 'runtime'
  | 'has_next'
  | 'processed'
  | 'started_at'
  | 'updated_at'
  | 'finished_at'
> & {
  /** Stays as it is where null. */
  readonly context: string | null;
};

export const NOTHING_WRITTEN: TurnWrites = {
  discarded: [],
  newExecutions: [],
  executions: [],
  newTasks: [],
  tasks: [],
  newActions: [],
  forgotten: [],
  actionStates: [],
  changes: [],
  newCronTriggers: [],
  cronTriggers: [],
  outbox: [],
};

/** Runs SQL inside somebody's transaction: the form pg-boss wants for its `db` option. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Sends something within the transaction. Must call the executor before it awaits anything that depends on the answer. */
export type SendWithin = (database: SqlExecutor) => Promise<unknown>;
