import type { Clock } from '../base/clock.ts';
import { crashPoint } from '../base/crashPoint.ts';
import { stringifyJson } from '../base/json.ts';
import type { OutboxStore } from '../persistence/OutboxStore.ts';
import type { OutboxRow } from '../persistence/rows.ts';
import { groupByQueue, type JobChanges, type JobChannel, type Prepared } from './JobChannel.ts';
import type { JobQueue } from './JobQueue.ts';
import type { NewJob, QueueName } from './jobs.ts';

const RELAY_BATCH = 500;
/** Younger rows belong to a process that is about to send them itself. */
const RELAY_AGE_MS = 2_000;

/**
 * Queue and executions in different databases: jobs are rows of the transaction, and move to the queue after its commit.
 * Each keeps its id, so that sending one twice does nothing while it is in the queue (afterwards: `JobClaims`). What a process
 * left behind that died, or did not reach the queue, is sent by `relay`.
 */
export class OutboxChannel implements JobChannel {
  constructor(
    private readonly queue: JobQueue,
    private readonly store: OutboxStore,
    private readonly clock: Clock,
  ) {}

  prepare({ sent, finished }: JobChanges): Prepared {
    return {
      outbox: sent.map((job) => this.row(job)),
      sends: [],
      afterCommit: async () => {
        for (const { queue, ids } of finished) {
          crashPoint('outbox.beforeSettle');
          await this.queue.settle(queue, ids);
          crashPoint('outbox.afterSettle');
        }
        // Whoever asked for the transaction has got it. The relay tries again, and says so where it cannot either.
        await this.send(sent).catch(() => {});
      },
    };
  }

  /** Sends what has been left behind; answers with how many jobs that were. */
  async relay(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - RELAY_AGE_MS);
    const rows = await this.store.olderThan(before, RELAY_BATCH);
    await this.send(rows.map(jobOf));
    return rows.length;
  }

  private async send(jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length === 0) return;
    crashPoint('outbox.beforeSend');
    for (const [queue, group] of groupByQueue(jobs)) await this.queue.insert(queue, group);
    crashPoint('outbox.afterSend');
    await this.store.remove(jobs.map((job) => job.id));
    crashPoint('outbox.afterRemove');
  }

  private row(job: NewJob): OutboxRow {
    const { id, queue, data, startAfter } = job;
    const kept: Kept = { data, ...(startAfter && { startAfter: startAfter.toISOString() }) };
    return { id, queue, data: stringifyJson(kept), created_at: this.clock.now() };
  }
}

/** What a row keeps of its job as JSON. */
interface Kept {
  readonly data: object;
  readonly startAfter?: string;
}

function jobOf(row: OutboxRow): NewJob {
  const { data, startAfter } = JSON.parse(row.data) as Kept;
  const job = { id: row.id, queue: row.queue as QueueName, data };
  return startAfter === undefined ? job : { ...job, startAfter: new Date(startAfter) };
}
