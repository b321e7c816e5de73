import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { BenchServer } from '../BenchServer.ts';
import { timeEach } from '../statistics.ts';

const DATABASE = 'bench_floor';
const QUEUE = 'bench';
const BATCH = 64;

/**
 * The floor: pg-boss alone, in a database of its own on the same server, without polling. What the service does besides (its
 * rows, its change log, GraphQL) comes on top of this; being faster than this takes leaving pg-boss's own ways.
 */
export class BareQueue {
  private readonly boss: PgBoss;

  private constructor(boss: PgBoss) {
    this.boss = boss;
  }

  static async open(server: BenchServer): Promise<BareQueue> {
    await server.query(`CREATE DATABASE ${DATABASE}`);
    const connectionString = server.databaseUrl(DATABASE);
    const boss = new PgBoss({ connectionString, supervise: false, schedule: false });
    boss.on('error', (error) => process.stderr.write(`pg-boss: ${error.message}\n`));
    await boss.start();
    await boss.createQueue(QUEUE);
    const queue = new BareQueue(boss);
    await queue.teachPlanner(connectionString);
    return queue;
  }

  /** How long each of `count` round trips took: send, fetch, complete, one after another. */
  timeRoundTrips(count: number): Promise<number[]> {
    return timeEach(count, async (number) => {
      await this.boss.send(QUEUE, { number });
      await this.work(1);
    });
  }

  /** Jobs per second from the first insert to the last completion, everything in batches. */
  async throughput(jobs: number): Promise<number> {
    const begunMs = performance.now();
    await this.insert(jobs);
    for (let left = jobs; left > 0; ) left -= await this.work(BATCH);
    return (jobs * 1000) / (performance.now() - begunMs);
  }

  close(): Promise<void> {
    return this.boss.stop({ graceful: false });
  }

  private async insert(jobs: number): Promise<void> {
    await this.boss.insert(
      QUEUE,
      Array.from({ length: jobs }, (_, number) => ({ data: { number } })),
    );
  }

  private async work(batchSize: number): Promise<number> {
    const jobs = await this.boss.fetch(QUEUE, { batchSize });
    if (jobs.length === 0) throw new Error('The bare queue has lost a job.');
    await this.boss.complete(
      QUEUE,
      jobs.map(({ id }) => id),
    );
    return jobs.length;
  }

  /** Of a queue that it believes empty, PostgreSQL plans the fetch badly; the service takes the same precaution. */
  private async teachPlanner(connectionString: string): Promise<void> {
    await this.insert(5_000);
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query('ANALYZE pgboss.job');
    await client.end();
    await this.boss.deleteAllJobs(QUEUE);
  }
}
