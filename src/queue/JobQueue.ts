import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from '../base/logger.ts';
import { SESSION_SETTINGS } from '../base/postgresSession.ts';
import { statementName } from '../base/statementName.ts';
import type { SqlExecutor } from '../persistence/TurnStore.ts';
import { type FetchedJob, missingActionOf, type NewJob, QUEUES, type QueueName, queueOfMissing } from './jobs.ts';

/** How long a claimed job may go without a sign of life before its executor counts as dead. pg-boss's least. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 3;
/** pg-boss's most. An action's own time limit is the executor's business. */
const EXPIRE_SECONDS = 23 * 60 * 60;
/** Jobs wait for an executor as long as it takes; pg-boss would drop them after two weeks. */
const RETENTION_SECONDS = 10 * 365 * 24 * 60 * 60;
const POOL_SIZE = 4;

/** When a queue has something due; 0 where it has now. */
export interface Due {
  readonly queue: QueueName;
  readonly inMs: number;
}

const DUE_GRAIN_MS = 10;

/** By the database's clock, which is the one that hands jobs out. Each state and queue is one range of pg-boss's index `job_i14`. */
const DUE_SOON = `
SELECT DISTINCT name AS queue,
  (GREATEST(0, CEIL(EXTRACT(EPOCH FROM start_after - pgboss.job_now()) * 1000 / $3)) * $3)::int AS "inMs"
FROM pgboss.job
WHERE name = ANY($1) AND state IN ('created', 'retry') AND NOT blocked
  AND start_after <= pgboss.job_now() + $2 * interval '1 ms'`;

/** The queue, on pg-boss. Only this room knows that. */
export class JobQueue {
  /** Queues that exist: those of targets are made when somebody first sends to them, or looks into them. */
  private readonly known = new Set<QueueName>(Object.values(QUEUES));

  private constructor(
    private readonly boss: PgBoss,
    private readonly pool: pg.Pool,
  ) {}

  /** Connects, creates what is missing, and, unless told otherwise, begins to watch for executors that died. */
  static async open(url: string, log: Logger, { isWatching = true } = {}): Promise<JobQueue> {
    // Its types do not know `onConnect` yet.
    const options = { connectionString: url, max: POOL_SIZE, onConnect: setUp };
    const pool = new pg.Pool(options);
    pool.on('error', (error) => log.warn({ error: error.message }, 'queue connection lost'));
    const boss = new PgBoss({
      db: executorOn(pool),
      schedule: false,
      supervise: isWatching,
      superviseIntervalSeconds: MONITOR_SECONDS,
      monitorIntervalSeconds: MONITOR_SECONDS,
    });
    boss.on('error', (error) => log.warn({ error: error.message }, 'queue'));
    try {
      await boss.start();
      await createQueues(boss);
      await teachPlanner(pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new JobQueue(boss, pool);
  }

  /** Sends jobs, within a transaction where one is given. A second insert of the same id does nothing. */
  async insert(queue: QueueName, jobs: readonly NewJob[], database?: SqlExecutor): Promise<void> {
    if (!this.known.has(queue)) await this.create(queue);
    await this.boss.insert(
      queue,
      jobs.map(({ id, data, startAfter }) => ({ id, data, ...(startAfter && { startAfter }) })),
      within(database),
    );
  }

  async fetch<Data>(queue: QueueName, batchSize: number): Promise<FetchedJob<Data>[]> {
    if (!this.known.has(queue)) await this.create(queue);
    const jobs = (await this.boss.fetch(queue, { batchSize })) as unknown as Omit<FetchedJob<Data>, 'queue'>[];
    return jobs.map((job) => ({ ...job, queue }));
  }

  /** When jobs of some queues are due: those that are, and those that will be within a time; to about 10 ms. */
  async dueSoon(queues: readonly QueueName[], withinMs: number): Promise<Due[]> {
    const values = [[...queues], withinMs, DUE_GRAIN_MS];
    const { rows } = await this.pool.query<Due>({ name: statementName(DUE_SOON), text: DUE_SOON, values });
    return rows;
  }

  /** Takes finished jobs away, in the transaction that keeps their result where one is given. */
  async settle(queue: QueueName, ids: readonly string[], database?: SqlExecutor): Promise<void> {
    if (ids.length > 0) await this.boss.deleteJob(queue, [...ids], within(database));
  }

  /** Gives jobs up: they go the way of those whose executor died. */
  async fail(queue: QueueName, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.boss.fail(queue, [...ids]);
  }

  /** Gives back jobs that were fetched and not begun, as if they had not been fetched; to another queue of actions if one is given. */
  async handBack(queue: QueueName, ids: readonly string[], to: QueueName = queue): Promise<void> {
    if (ids.length === 0) return;
    if (!this.known.has(to)) await this.create(to);
    await this.pool.query(HAND_BACK, [queue, ids, to]);
  }

  /** The actions whose jobs some executor has found that does not offer them. */
  async missingActions(): Promise<string[]> {
    const { rows } = await this.pool.query<{ name: string }>(MISSING_QUEUES, [`${queueOfMissing('')}%`]);
    return rows.flatMap(({ name }) => missingActionOf(name) ?? []);
  }

  /** A sign of life for jobs that take long. Answers with those that are still the caller's. */
  async touch(queue: QueueName, ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const { settled } = (await this.boss.touch(queue, [...ids])) as { readonly settled?: readonly string[] };
    return settled ?? ids;
  }

  /** Creating one that is there does nothing. */
  private async create(queue: QueueName): Promise<void> {
    await this.boss.createQueue(queue, ACTION_QUEUE);
    this.known.add(queue);
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false });
    await this.pool.end();
  }
}

/** As a queue of actions is made, whoever they are for. */
const ACTION_QUEUE = {
  retryLimit: 0,
  retentionSeconds: RETENTION_SECONDS,
  expireInSeconds: EXPIRE_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  deadLetter: QUEUES.lostAction,
};

/** pg-boss has no word for it: its retries count, and what it fails goes the way of the lost. */
const HAND_BACK = `
UPDATE pgboss.job SET name = $3, state = 'created', started_on = NULL, heartbeat_on = NULL
WHERE name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`;

const MISSING_QUEUES = 'SELECT name FROM pgboss.queue WHERE name LIKE $1';

const setUp = (client: pg.ClientBase) => client.query(SESSION_SETTINGS);

function within(database: SqlExecutor | undefined): { db: SqlExecutor } | undefined {
  return database && { db: database };
}

/** pg-boss's statements are the same text each time: named, Postgres prepares them once for each connection. */
function executorOn(pool: pg.Pool): SqlExecutor {
  return {
    executeSql: (text, values) => {
      const name = statementName(text);
      if (name !== undefined) return pool.query({ name, text, values: values ?? [] });
      return pool.query(values && values.length > 0 ? { text, values } : { text });
    },
  };
}

async function createQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(QUEUES.lostAction, {
    retryLimit: 1000,
    retryDelay: 1,
    retentionSeconds: RETENTION_SECONDS,
    expireInSeconds: 60,
    heartbeatSeconds: HEARTBEAT_SECONDS,
  });
  for (const name of [QUEUES.turn, QUEUES.trigger]) {
    await boss.createQueue(name, {
      retryLimit: 1_000_000,
      retryDelay: 1,
      retentionSeconds: RETENTION_SECONDS,
      expireInSeconds: 60,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    });
  }
  await boss.createQueue(QUEUES.action, ACTION_QUEUE);
}

/**
 * pg-boss's fetch turns quadratic when Postgres believes the queue is empty, which is the normal state where finished jobs
 * are deleted. Statistics taken once while rows are there, and left alone afterwards, keep the good plan.
 */
async function teachPlanner(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const known = await client.query(
      `SELECT 1 FROM pg_class WHERE oid = 'pgboss.job_common'::regclass AND reltuples > 1000`,
    );
    if (known.rows.length > 0) return;
    await client.query(
      `
      INSERT INTO pgboss.job (name, data, start_after)
      SELECT $1, '{}', now() + interval '10 years' FROM generate_series(1, 5000)`,
      [QUEUES.action],
    );
    await client.query('ANALYZE pgboss.job');
    await client.query(`DELETE FROM pgboss.job WHERE name = $1 AND start_after > now() + interval '5 years'`, [
      QUEUES.action,
    ]);
  } finally {
    client.release();
  }
}
