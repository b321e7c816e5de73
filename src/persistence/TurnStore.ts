import type { Id } from '../base/ids.ts';
import type { ActionExecutionRow, ChangeRow, ExecutionRow, OutboxRow, TaskExecutionRow } from './rows.ts';

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
  /** Reads more, under the same locks. */
  readonly read: TurnReads;
  /** Writes all rows, lets others send within the transaction, and commits. */
  commit(writes: TurnWrites, sends: readonly SendWithin[]): Promise<void>;
}

export interface OpenRequest {
  readonly executionIds: readonly Id[];
  readonly taskIds: readonly Id[];
  readonly results: readonly ResultRow[];
}

/** The result of an action, as it is stored. `output` is JSON text. */
export interface ResultRow {
  readonly id: Id;
  readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED';
  readonly state_info: string | null;
  readonly output: string;
  readonly started_at: Date | null;
  readonly finished_at: Date;
}

export type ArrivedRow = Pick<ActionExecutionRow, 'id' | 'execution_id' | 'task_id' | 'name' | 'item_index'>;

export interface Opened {
  readonly executions: readonly ExecutionRow[];
  readonly tasks: readonly TaskExecutionRow[];
  readonly arrived: readonly ArrivedRow[];
}

/** What a turn reads when an expression asks for it. */
export interface TurnReads {
  tasks(ids: readonly Id[]): Promise<readonly TaskExecutionRow[]>;
  newestTask(executionId: Id, name: string): Promise<TaskExecutionRow | null>;
  endTasks(executionId: Id): Promise<readonly TaskExecutionRow[]>;
  /** JSON texts of the accepted results of a task, in order of items. */
  results(taskId: Id): Promise<readonly string[]>;
}

export type NewChange = Omit<ChangeRow, 'id' | 'position'>;

/** Where a table's columns are not listed, the whole row is written. */
export interface TurnWrites {
  readonly newExecutions: readonly ExecutionRow[];
  readonly executions: readonly ExecutionUpdate[];
  readonly newTasks: readonly TaskExecutionRow[];
  readonly tasks: readonly TaskUpdate[];
  readonly newActions: readonly ActionExecutionRow[];
  readonly changes: readonly NewChange[];
  readonly outbox: readonly OutboxRow[];
}

/** `output` and `context` stay as they are where null. */
export type ExecutionUpdate = Pick<
  ExecutionRow,
  'id' | 'state' | 'state_info' | 'runtime' | 'output' | 'updated_at' | 'finished_at'
> & { readonly context: string | null };

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
  | 'updated_at'
  | 'finished_at'
>;

export const NOTHING_WRITTEN: TurnWrites = {
  newExecutions: [],
  executions: [],
  newTasks: [],
  tasks: [],
  newActions: [],
  changes: [],
  outbox: [],
};

/** Runs SQL inside somebody's transaction: the form pg-boss wants for its `db` option. */
export interface SqlExecutor {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Sends something within the transaction. Must call the executor before it awaits anything that depends on the answer. */
export type SendWithin = (database: SqlExecutor) => Promise<unknown>;
