import type { DataSource, QueryRunner } from 'typeorm';
import { crashPoint } from '../../base/crashPoint.ts';
import type { Id } from '../../base/ids.ts';
import type { ActionExecutionRow, CronTriggerRow, ExecutionRow, TaskExecutionRow } from '../rows.ts';
import type {
  ArrivedChildRow,
  ArrivedRow,
  ItemRow,
  LightTaskRow,
  Opened,
  OpenedCronTrigger,
  OpenRequest,
  ResultRow,
  SendWithin,
  TurnReads,
  TurnStore,
  TurnTransaction,
  TurnWrites,
} from '../TurnStore.ts';
import { TABLE_WRITES, type TableWrite } from '../tables.ts';
import { LIGHT_TASK_COLUMNS, SEARCH_LIMIT, TASK_SETS } from '../taskSets.ts';

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

  async open({ executionIds, taskIds, results, childIds }: OpenRequest): Promise<Opened> {
    await this.runner.startTransaction('READ COMMITTED');
    const executions = executionIds.length ? await this.lock(executionIds) : [];
    const arrived = results.length ? await this.store(results) : [];
    const tasks = taskIds.length ? await this.read.tasks(taskIds) : [];
    const arrivedChildren = childIds.length ? await this.accept(childIds) : [];
    return { executions: executions.map(withFlags('accepted')), tasks, arrived, arrivedChildren };
  }

  async openCronTrigger(id: Id): Promise<OpenedCronTrigger> {
    await this.runner.startTransaction('READ COMMITTED');
    const [row] = await select<CronTriggerRow>(this.runner, 'SELECT * FROM cron_trigger WHERE id = ? FOR UPDATE', [id]);
    const running = await select<{ id: Id }>(
      this.runner,
      `SELECT id FROM execution WHERE trigger_id = ? AND state NOT IN ('SUCCESS', 'ERROR', 'CANCELLED') ORDER BY id`,
      [id],
    );
    return { row: row ?? null, running: running.map((each) => each.id) };
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

  private lock(executionIds: readonly Id[]): Promise<ExecutionRow[]> {
    return select(this.runner, 'SELECT * FROM execution WHERE id IN (?) ORDER BY id FOR UPDATE', [executionIds]);
  }

  private async write(write: TableWrite, rows: readonly Row[]): Promise<void> {
    const names = Object.keys(write.columns);
    if (write.kind === 'insert') {
      const columns = names.map((name) => `\`${name}\``).join(', ');
      const values = rows.map((row) => names.map((name) => row[name] ?? null));
      await this.runner.query(`INSERT INTO ${write.table} (${columns}) VALUES ?`, [values]);
      return;
    }
    if (write.kind === 'follow') return this.follow(write, rows);
    const changing = names.filter((name) => name !== 'id');
    const settings = changing.map(
      (name) => `\`${name}\` = ${write.keeps?.includes(name) ? `COALESCE(?, \`${name}\`)` : '?'}`,
    );
    const text = `UPDATE ${write.table} SET ${settings.join(', ')} WHERE id = ?`;
    for (const row of rows) await this.runner.query(text, [...changing.map((name) => row[name] ?? null), row.id]);
  }

  private async follow({ follow = [] }: TableWrite, rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      for (const { table, column, set, where = 'true' } of follow) {
        const values: unknown[] = [];
        const text = `UPDATE ${table} SET ${set} WHERE ${column} = new.task_id AND (${where})`
          .replaceAll('old.', '')
          .replaceAll(/new\.(\w+)/g, (_, name: string) => {
            values.push(row[name] ?? null);
            return '?';
          });
        await this.runner.query(text, values);
      }
    }
  }

  private async accept(childIds: readonly Id[]): Promise<readonly ArrivedChildRow[]> {
    const children = await select<ArrivedChildRow>(
      this.runner,
      `SELECT id, parent_task_id, item_index, state, state_info FROM execution
       WHERE id IN (?) AND NOT accepted AND discarded_at IS NULL AND state IN ('SUCCESS', 'ERROR', 'CANCELLED') ORDER BY id FOR UPDATE`,
      [childIds],
    );
    const ids = children.map((child) => child.id);
    if (ids.length > 0) await this.runner.query('UPDATE execution SET accepted = true WHERE id IN (?)', [ids]);
    return children;
  }

  /** There is no RETURNING: the actions still open are locked and read first, then their results are stored. */
  private async store(results: readonly ResultRow[]): Promise<readonly ArrivedRow[]> {
    const attempts = new Map(results.map((result) => [result.id, result.attempt]));
    const found = await select<ArrivedRow & { readonly attempt: number }>(
      this.runner,
      `SELECT id, execution_id, task_id, name, item_index, attempt, discarded_at, state AS from_state FROM action_execution
       WHERE id IN (?) AND state IN ('IDLE', 'RUNNING', 'PAUSED') ORDER BY id FOR UPDATE`,
      [results.map((result) => result.id)],
    );
    const open = found.filter(({ id, attempt }) => (attempts.get(id) ?? attempt) === attempt);
    const openIds = new Set(open.map((row) => row.id));
    for (const result of results.filter((candidate) => openIds.has(candidate.id))) {
      const { id, state, state_info, output, started_at, finished_at } = result;
      await this.runner.query(
        `UPDATE action_execution SET state = ?, state_info = ?, output = ?, accepted = (discarded_at IS NULL),
         started_at = COALESCE(?, started_at), updated_at = ?, finished_at = ? WHERE id = ?`,
        [state, state_info, output, started_at, finished_at, finished_at, id],
      );
    }
    return open;
  }
}

type Row = Readonly<Record<string, unknown>>;

function readsOf(runner: QueryRunner): TurnReads {
  const rows = <Row>(text: string, values: readonly unknown[]) => select<Row>(runner, text, values);
  const flagged = withFlags<LightTaskRow>('has_next', 'processed');
  const light = async (text: string, values: readonly unknown[]) =>
    (await rows<LightTaskRow>(text, values)).map(flagged);
  const tasks = async (text: string, values: readonly unknown[]) =>
    (await rows<TaskExecutionRow>(text, values)).map(withFlags('has_next', 'processed'));
  return {
    tasks: (ids) => tasks('SELECT * FROM task_execution WHERE id IN (?)', [ids]),
    newestTasks: (executionId, names) =>
      light(
        `SELECT ${LIGHT} FROM task_execution WHERE id IN (
           SELECT MAX(id) FROM task_execution WHERE execution_id = ? AND name IN (?) GROUP BY name)`,
        [executionId, names],
      ),
    taskSet: (executionId, set) =>
      light(`SELECT ${LIGHT} FROM task_execution WHERE execution_id = ? AND ${TASK_SETS[set]} ORDER BY id`, [
        executionId,
      ]),
    results: async (taskId) =>
      (await rows<{ output: string }>(TASK_RESULTS, [taskId, taskId])).map((row) => row.output),
    items: async (taskId) => (await rows<ItemRow>(ITEMS, [taskId, taskId])).map(withFlags('accepted')),
    action: async (id) =>
      (await rows<ActionExecutionRow>('SELECT state, discarded_at FROM action_execution WHERE id = ?', [id]))[0] ??
      null,
    openChildren: (executionId) => rows(OPEN_CHILDREN, [executionId]),
    params: async (executionId) =>
      (await rows<{ params: string }>('SELECT params FROM execution WHERE id = ?', [executionId]))[0]?.params ?? null,
    executions: ({ projectId, id, rootId, parentTaskId, state, from, before }) => {
      const given = where({
        'project_id = ?': projectId,
        'id = ?': id,
        'root_id = ?': rootId,
        'parent_task_id = ?': parentTaskId,
        'state = ?': state,
        'created_at >= ?': from,
        'created_at < ?': before,
      });
      return rows(`SELECT * FROM execution WHERE ${given.text} ORDER BY id LIMIT ${SEARCH_LIMIT}`, given.values);
    },
    findTasks: ({ projectId, executionId, state }) => {
      const given = where({
        'execution.project_id = ?': projectId,
        'execution_id = ?': executionId,
        'task.state = ?': state,
      });
      return tasks(
        `SELECT task.* FROM task_execution task JOIN execution ON execution.id = task.execution_id
         WHERE ${given.text} ORDER BY task.id LIMIT ${SEARCH_LIMIT}`,
        given.values,
      );
    },
    usedKeys: async (projectId, keys) => {
      const text = 'SELECT idempotency_key FROM execution WHERE project_id = ? AND idempotency_key IN (?)';
      return (await rows<{ idempotency_key: string }>(text, [projectId, keys])).map((row) => row.idempotency_key);
    },
  };
}

const LIGHT = LIGHT_TASK_COLUMNS.join(', ');
const TASK_RESULTS = `
SELECT COALESCE(output, 'null') AS output FROM (
  SELECT output, item_index, id FROM action_execution WHERE task_id = ? AND accepted
  UNION ALL
  SELECT output, item_index, id FROM execution WHERE parent_task_id = ? AND accepted
) AS result ORDER BY item_index, id`;
const ITEMS = `
SELECT id, item_index, state, accepted FROM action_execution WHERE task_id = ? AND discarded_at IS NULL
UNION ALL
SELECT id, item_index, state, accepted FROM execution WHERE parent_task_id = ? AND discarded_at IS NULL`;
const OPEN_CHILDREN = `
SELECT child.id, child.state FROM execution child JOIN task_execution task ON task.id = child.parent_task_id
WHERE task.execution_id = ? AND child.state NOT IN ('SUCCESS', 'ERROR', 'CANCELLED') ORDER BY child.id`;

/** The conditions that are given a value, in one. */
function where(conditions: Readonly<Record<string, unknown>>): { text: string; values: unknown[] } {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
  return { text: given.map(([text]) => text).join(' AND '), values: given.map(([, value]) => value) };
}

async function select<T>(runner: QueryRunner, text: string, values: readonly unknown[]): Promise<T[]> {
  return (await runner.query(text, [...values])) as T[];
}

/** MySQL has no booleans: 0 and 1 become what they mean. */
function withFlags<T extends object>(...names: (keyof T)[]): (row: T) => T {
  return (row) => ({ ...row, ...Object.fromEntries(names.map((name) => [name, Boolean(row[name])])) });
}
