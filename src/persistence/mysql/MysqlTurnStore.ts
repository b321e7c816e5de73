import type { DataSource, QueryRunner } from 'typeorm';
import { crashPoint } from '../../base/crashPoint.ts';
import type { Id } from '../../base/ids.ts';
import type { ActionExecutionRow, ExecutionRow, TaskExecutionRow } from '../rows.ts';
import type {
  ArrivedRow,
  Opened,
  OpenRequest,
  ResultRow,
  SendWithin,
  TurnReads,
  TurnStore,
  TurnTransaction,
  TurnWrites,
} from '../TurnStore.ts';
import { TABLE_WRITES, type TableWrite } from '../tables.ts';

/**
 * Turns on MySQL and MariaDB: the same steps as on PostgreSQL, one statement after another, executions locked by their rows
 * in the order of their ids. The queue is another database here, so nothing can be sent within the transaction.
 */
export class MysqlTurnStore implements TurnStore {
  constructor(private readonly dataSource: DataSource) {}

  async transact<T>(work: (transaction: TurnTransaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      return await work(new MysqlTransaction(runner));
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }
}

class MysqlTransaction implements TurnTransaction {
  readonly read: TurnReads;

  constructor(private readonly runner: QueryRunner) {
    this.read = readsOf(runner);
  }

  async open({ executionIds, taskIds, results }: OpenRequest): Promise<Opened> {
    await this.runner.startTransaction('READ COMMITTED');
    const executions = await select<ExecutionRow>(
      this.runner,
      'SELECT * FROM execution WHERE id IN (?) ORDER BY id FOR UPDATE',
      [executionIds],
    );
    const arrived = results.length ? await this.store(results) : [];
    const tasks = taskIds.length ? await this.read.tasks(taskIds) : [];
    return { executions: executions.map(withFlags('accepted')), tasks, arrived };
  }

  async commit(writes: TurnWrites, sends: readonly SendWithin[]): Promise<void> {
    if (sends.length > 0) throw new Error('Nothing can be sent within a transaction on MySQL.');
    const kind = this.runner.isTransactionActive ? 'turn' : 'start';
    if (!this.runner.isTransactionActive) await this.runner.startTransaction('READ COMMITTED');
    for (const [table, write] of Object.entries(TABLE_WRITES) as [keyof TurnWrites, TableWrite][]) {
      if (writes[table].length > 0) await this.write(write, writes[table] as unknown as readonly Row[]);
    }
    crashPoint(`${kind}.beforeCommit`);
    await this.runner.commitTransaction();
    crashPoint(`${kind}.afterCommit`);
  }

  private async write(write: TableWrite, rows: readonly Row[]): Promise<void> {
    const names = Object.keys(write.columns);
    if (write.kind === 'insert') {
      const columns = names.map((name) => `\`${name}\``).join(', ');
      const values = rows.map((row) => names.map((name) => row[name] ?? null));
      await this.runner.query(`INSERT INTO ${write.table} (${columns}) VALUES ?`, [values]);
      return;
    }
    const changing = names.filter((name) => name !== 'id');
    const settings = changing.map(
      (name) => `\`${name}\` = ${write.keeps?.includes(name) ? `COALESCE(?, \`${name}\`)` : '?'}`,
    );
    const text = `UPDATE ${write.table} SET ${settings.join(', ')} WHERE id = ?`;
    for (const row of rows) await this.runner.query(text, [...changing.map((name) => row[name] ?? null), row.id]);
  }

  /** There is no RETURNING: the actions still open are locked and read first, then their results are stored. */
  private async store(results: readonly ResultRow[]): Promise<readonly ArrivedRow[]> {
    const open = await select<ArrivedRow>(
      this.runner,
      `SELECT id, execution_id, task_id, name, item_index FROM action_execution
       WHERE id IN (?) AND state IN ('IDLE', 'RUNNING', 'PAUSED') ORDER BY id FOR UPDATE`,
      [results.map((result) => result.id)],
    );
    const openIds = new Set(open.map((row) => row.id));
    for (const result of results.filter((candidate) => openIds.has(candidate.id))) {
      const { id, state, state_info, output, started_at, finished_at } = result;
      await this.runner.query(
        `UPDATE action_execution SET state = ?, state_info = ?, output = ?, accepted = true,
         started_at = COALESCE(?, started_at), updated_at = ?, finished_at = ? WHERE id = ?`,
        [state, state_info, output, started_at, finished_at, finished_at, id],
      );
    }
    return open;
  }
}

type Row = Readonly<Record<string, unknown>>;

function readsOf(runner: QueryRunner): TurnReads {
  const tasks = async (text: string, values: readonly unknown[]) =>
    (await select<TaskExecutionRow>(runner, text, values)).map(withFlags('has_next', 'processed'));
  return {
    tasks: (ids) => tasks('SELECT * FROM task_execution WHERE id IN (?)', [ids]),
    newestTask: async (executionId, name) =>
      (
        await tasks('SELECT * FROM task_execution WHERE execution_id = ? AND name = ? ORDER BY id DESC LIMIT 1', [
          executionId,
          name,
        ])
      )[0] ?? null,
    endTasks: (executionId) =>
      tasks('SELECT * FROM task_execution WHERE execution_id = ? AND processed AND NOT has_next ORDER BY id', [
        executionId,
      ]),
    results: async (taskId: Id) =>
      (
        await select<Pick<ActionExecutionRow, 'output'>>(
          runner,
          'SELECT output FROM action_execution WHERE task_id = ? AND accepted AND output IS NOT NULL ORDER BY item_index, id',
          [taskId],
        )
      ).map((row) => row.output as string),
  };
}

async function select<T>(runner: QueryRunner, text: string, values: readonly unknown[]): Promise<T[]> {
  return (await runner.query(text, [...values])) as T[];
}

/** MySQL has no booleans: 0 and 1 become what they mean. */
function withFlags<T extends object>(...names: (keyof T)[]): (row: T) => T {
  return (row) => ({ ...row, ...Object.fromEntries(names.map((name) => [name, Boolean(row[name])])) });
}
