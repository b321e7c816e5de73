import type { Writable } from 'node:stream';
import type { PoolClient, QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { crashPoint } from '../../base/crashPoint.ts';
import { Bug } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';
import { statementName } from '../../base/statementName.ts';
import type { ActionExecutionRow, CronTriggerRow, ExecutionRow, TaskExecutionRow } from '../rows.ts';
import type {
  ArrivedChildRow,
  ArrivedRow,
  ItemRow,
  LightTaskRow,
  Opened,
  OpenedCronTrigger,
  OpenRequest,
  SendWithin,
  TurnReads,
  TurnStore,
  TurnTransaction,
  TurnWrites,
} from '../TurnStore.ts';
import { LIGHT_TASK_COLUMNS, SEARCH_LIMIT, TASK_SETS } from '../taskSets.ts';
import { lockKeys } from './lockKeys.ts';
import { rowsText } from './rowsText.ts';
import { writeStatements } from './writeStatement.ts';

/**
 * Turns on PostgreSQL, in two flights.
 *
 * A flight is a group of statements written to the socket together (`pg` in pipeline mode), so that a turn costs two round
 * trips whatever it does: BEGIN, lock, results, reads | writes, sends, COMMIT.
 *
 * Executions are locked by advisory locks, not `FOR UPDATE`. Locking a row gives the transaction its number before it has
 * waited for its turn, and the change log is ordered by that number; an advisory lock leaves the number to the first write,
 * which comes after all locks, so the log's order is that of the turns. It also writes nothing.
 */
export class PostgresTurnStore implements TurnStore {
  constructor(private readonly dataSource: DataSource) {}

  async transact<T>(work: (transaction: TurnTransaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const transaction = new PostgresTransaction(client);
    try {
      return await work(transaction);
    } finally {
      await transaction.close().finally(() => runner.release());
    }
  }
}

class PostgresTransaction implements TurnTransaction {
  readonly read: TurnReads;
  private isOpen = false;

  constructor(private readonly client: PoolClient) {
    this.read = readsOf(client);
  }

  async open(request: OpenRequest): Promise<Opened> {
    const uncork = cork(this.client);
    const begun = this.begin();
    const { executionIds, taskIds, results, childIds } = request;
    const locked = prepared(this.client, LOCK, [lockKeys(executionIds)]);
    const resultIds = results.map(({ id }) => id);
    const arrived = results.length
      ? prepared<ArrivedRow>(this.client, RESULTS, [rowsText(results), resultIds])
      : NO_ROWS;
    const children = childIds.length ? prepared<ArrivedChildRow>(this.client, CHILDREN, [childIds]) : NO_ROWS;
    const executions = prepared<ExecutionRow>(this.client, EXECUTIONS, [executionIds]);
    const tasks = taskIds.length ? prepared<TaskExecutionRow>(this.client, TASKS, [taskIds]) : NO_ROWS;
    uncork();
    await settled([begun, locked, arrived, children, executions, tasks]);
    return {
      executions: (await executions).rows,
      tasks: (await tasks).rows as TaskExecutionRow[],
      arrived: (await arrived).rows as ArrivedRow[],
      arrivedChildren: (await children).rows as ArrivedChildRow[],
    };
  }

  async openCronTrigger(id: Id): Promise<OpenedCronTrigger> {
    const uncork = cork(this.client);
    const begun = this.begin();
    const locked = prepared(this.client, LOCK, [lockKeys([id])]);
    const row = prepared<CronTriggerRow>(this.client, CRON_TRIGGER, [id]);
    const running = prepared<{ id: Id }>(this.client, RUNNING, [id]);
    uncork();
    await settled([begun, locked, row, running]);
    return { row: (await row).rows[0] ?? null, running: (await running).rows.map((each) => each.id) };
  }

  /** Everything up to COMMIT is submitted before anything is awaited: what came after it would be outside the transaction. */
  async commit(writes: TurnWrites, sends: readonly SendWithin[]): Promise<void> {
    const uncork = cork(this.client);
    try {
      await this.submitAndCommit(writes, sends, uncork);
    } finally {
      uncork();
    }
  }

  private async submitAndCommit(
    writes: TurnWrites,
    sends: readonly SendWithin[],
    onSubmitted: () => void,
  ): Promise<void> {
    const kind = this.isOpen ? 'turn' : 'start';
    const flight: Promise<unknown>[] = this.isOpen ? [] : [this.begin()];
    for (const statement of writeStatements(writes)) {
      flight.push(this.client.query({ ...statement, values: [...statement.values] }));
    }
    for (const send of sends) {
      const { submitted, answer } = submit(this.client, send);
      flight.push(answer);
      // Without what could not even be submitted there is nothing to commit.
      if (await submitted) continue;
      onSubmitted();
      return settled(flight);
    }
    crashPoint(`${kind}.beforeCommit`);
    const committed = this.client.query('COMMIT');
    this.isOpen = false;
    onSubmitted();
    crashPoint(`${kind}.committing`);
    await settled([...flight, committed]);
    // In a pipeline a failed statement turns COMMIT into ROLLBACK without an error of its own.
    if ((await committed).command !== 'COMMIT') throw new Bug('The transaction was rolled back.');
    crashPoint(`${kind}.afterCommit`);
  }

  async close(): Promise<void> {
    if (this.isOpen) await this.client.query('ROLLBACK');
    this.isOpen = false;
  }

  private begin(): Promise<unknown> {
    this.isOpen = true;
    return this.client.query('BEGIN');
  }
}

/**
 * Keeps what is written to the socket until the answer is called: a flight is then one packet instead of one for each
 * statement. Answers with how to let go, which may be done more than once.
 */
function cork(client: PoolClient): () => void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  stream.cork();
  let isCorked = true;
  return () => {
    if (isCorked) stream.uncork();
    isCorked = false;
  };
}

const NO_ROWS = Promise.resolve({ rows: [] as never[] });

const LOCK = 'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key';

/**
 * Guarded: a result that comes twice, for an action that has ended, or of an attempt that is past, changes nothing. One of an
 * action that is discarded is kept, and does not count.
 *
 * The ids travel once more as an array. Of the rows of a JSON text PostgreSQL expects so many that it would walk through the
 * whole table to find them in order.
 */
const RESULTS = `
WITH open AS (
  SELECT action.id, action.state FROM action_execution action
  JOIN json_to_recordset($1::json) AS new(id text, attempt int) ON new.id = action.id
  WHERE action.id = ANY($2) AND action.state IN ('IDLE', 'RUNNING', 'PAUSED')
    AND COALESCE(new.attempt, action.attempt) = action.attempt
  ORDER BY action.id FOR UPDATE OF action
)
UPDATE action_execution action
SET state = new.state, state_info = new.state_info, output = new.output, accepted = action.discarded_at IS NULL,
    started_at = COALESCE(new.started_at, action.started_at), updated_at = new.finished_at, finished_at = new.finished_at
FROM json_to_recordset($1::json)
  AS new(id text, state text, state_info text, output text, started_at timestamptz, finished_at timestamptz), open
WHERE action.id = new.id AND open.id = action.id
RETURNING action.id, action.execution_id, action.task_id, action.name, action.item_index, action.discarded_at,
  open.state AS from_state`;

/** As results are: what was accepted before, or is discarded, is passed over. */
const CHILDREN = `
UPDATE execution SET accepted = true
WHERE id = ANY($1) AND NOT accepted AND discarded_at IS NULL AND state IN ('SUCCESS', 'ERROR', 'CANCELLED')
RETURNING id, parent_task_id, item_index, state, state_info`;

const CRON_TRIGGER = 'SELECT * FROM cron_trigger WHERE id = $1';
const RUNNING = `
SELECT id FROM execution WHERE trigger_id = $1 AND state NOT IN ('SUCCESS', 'ERROR', 'CANCELLED') ORDER BY id`;
const USED_KEYS = 'SELECT idempotency_key FROM execution WHERE project_id = $1 AND idempotency_key = ANY($2)';
const EXECUTIONS = 'SELECT * FROM execution WHERE id = ANY($1)';
const TASKS = 'SELECT * FROM task_execution WHERE id = ANY($1)';
const LIGHT = LIGHT_TASK_COLUMNS.join(', ');
/**
 * Of a join the names are many. `= ANY`, and a join with the list, would compare each row with one after another; the keys of
 * an object are found by bisection. Sorting by anything but bytes would take longer than all the rest.
 */
const NEWEST_TASKS = `
SELECT DISTINCT ON (name COLLATE "C") ${LIGHT} FROM task_execution
WHERE execution_id = $1 AND jsonb_exists($2::jsonb, name) ORDER BY name COLLATE "C", id COLLATE "C" DESC`;
const TASK_RESULTS = `
SELECT COALESCE(output, 'null') AS output FROM (
  SELECT output, item_index, id FROM action_execution WHERE task_id = $1 AND accepted
  UNION ALL
  SELECT output, item_index, id FROM execution WHERE parent_task_id = $1 AND accepted
) AS result ORDER BY item_index NULLS FIRST, id`;
const ITEMS = `
SELECT id, item_index, state, accepted FROM action_execution WHERE task_id = $1 AND discarded_at IS NULL
UNION ALL
SELECT id, item_index, state, accepted FROM execution WHERE parent_task_id = $1 AND discarded_at IS NULL`;
const ACTION = 'SELECT state, discarded_at FROM action_execution WHERE id = $1';
const OPEN_CHILDREN = `
SELECT child.id, child.state FROM execution child JOIN task_execution task ON task.id = child.parent_task_id
WHERE task.execution_id = $1 AND child.state NOT IN ('SUCCESS', 'ERROR', 'CANCELLED') ORDER BY child.id`;
const PARAMS = 'SELECT params FROM execution WHERE id = $1';
const SEARCH_EXECUTIONS = `
SELECT * FROM execution WHERE project_id = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR root_id = $3)
  AND ($4::text IS NULL OR state = $4) AND ($5::timestamptz IS NULL OR created_at >= $5)
  AND ($6::timestamptz IS NULL OR created_at < $6) AND ($7::text IS NULL OR parent_task_id = $7) ORDER BY id LIMIT ${SEARCH_LIMIT}`;
const SEARCH_TASKS = `
SELECT task.* FROM task_execution task JOIN execution ON execution.id = task.execution_id
WHERE execution.project_id = $1 AND ($2::text IS NULL OR task.execution_id = $2) AND ($3::text IS NULL OR task.state = $3)
ORDER BY task.id LIMIT ${SEARCH_LIMIT}`;

function readsOf(client: PoolClient): TurnReads {
  const rows = async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await prepared<Row>(client, text, values)).rows;
  return {
    tasks: (ids) => rows<TaskExecutionRow>(TASKS, [ids]),
    newestTasks: (executionId, names) => rows<LightTaskRow>(NEWEST_TASKS, [executionId, keysText(names)]),
    taskSet: (executionId, set) =>
      rows<LightTaskRow>(
        `SELECT ${LIGHT} FROM task_execution WHERE execution_id = $1 AND ${TASK_SETS[set]} ORDER BY id`,
        [executionId],
      ),
    results: async (taskId) => (await rows<{ output: string }>(TASK_RESULTS, [taskId])).map((row) => row.output),
    items: (taskId) => rows<ItemRow>(ITEMS, [taskId]),
    action: async (id) => (await rows<ActionExecutionRow>(ACTION, [id]))[0] ?? null,
    openChildren: (executionId) => rows<ExecutionRow>(OPEN_CHILDREN, [executionId]),
    params: async (executionId) => (await rows<ExecutionRow>(PARAMS, [executionId]))[0]?.params ?? null,
    executions: ({ projectId, id, rootId, state, from, before, parentTaskId }) =>
      rows<ExecutionRow>(SEARCH_EXECUTIONS, [projectId, id, rootId, state, from, before, parentTaskId].map(orNull)),
    findTasks: ({ projectId, executionId, state }) =>
      rows<TaskExecutionRow>(SEARCH_TASKS, [projectId, executionId, state].map(orNull)),
    usedKeys: async (projectId, keys) =>
      (await rows<{ idempotency_key: string }>(USED_KEYS, [projectId, keys])).map((row) => row.idempotency_key),
  };
}

/** An object with these keys, as JSON text. */
const keysText = (names: readonly string[]) => JSON.stringify(Object.fromEntries(names.map((name) => [name, true])));

const orNull = (value: unknown) => value ?? null;

function prepared<Row extends object>(
  client: PoolClient,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  return client.query<Row>({ name: statementName(text), text, values: [...values] });
}

/**
 * Lets `send` run, and tells when its statement has been submitted, which is before it has been answered; false where it
 * failed before that.
 */
function submit(client: PoolClient, send: SendWithin): { submitted: Promise<boolean>; answer: Promise<unknown> } {
  const { promise: submitted, resolve } = Promise.withResolvers<boolean>();
  const answer = send({
    executeSql: (text, values) => {
      const result = client.query(values ? { name: statementName(text), text, values } : { text });
      resolve(true);
      return result;
    },
  });
  answer.then(
    () => resolve(true),
    () => resolve(false),
  );
  return { submitted, answer };
}

/** Waits for all, then throws the first error: no promise is left behind unobserved. */
async function settled(promises: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(promises);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
