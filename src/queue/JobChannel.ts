import type { OutboxRow } from '../persistence/rows.ts';
import type { SendWithin } from '../persistence/TurnStore.ts';
import type { JobQueue } from './JobQueue.ts';
import type { NewJob, QueueName } from './jobs.ts';

/** Jobs that a transaction sends, and jobs that it finishes. */
export interface JobChanges {
  readonly sent: readonly NewJob[];
  readonly finished: readonly { readonly queue: QueueName; readonly ids: readonly string[] }[];
}

/** How jobs travel with a transaction. The engine sees this, not where the queue is. */
export interface JobChannel {
  prepare(changes: JobChanges): Prepared;
}

export interface Prepared {
  /** Rows to write in the transaction. */
  readonly outbox: readonly OutboxRow[];
  /** What to do within the transaction. */
  readonly sends: readonly SendWithin[];
  /** What is left to do once it has committed; losing it loses nothing. */
  afterCommit(): Promise<void>;
}

/** Queue and executions in one database: jobs are sent and finished in the transaction itself. */
export class SameDatabaseChannel implements JobChannel {
  constructor(private readonly queue: JobQueue) {}

  prepare({ sent, finished }: JobChanges): Prepared {
    return {
      outbox: [],
      sends: [
        ...finished
          .filter(({ ids }) => ids.length > 0)
          .map(
            ({ queue, ids }): SendWithin =>
              (database) =>
                this.queue.settle(queue, ids, database),
          ),
        ...[...groupByQueue(sent)].map(
          ([queue, jobs]): SendWithin =>
            (database) =>
              this.queue.insert(queue, jobs, database),
        ),
      ],
      afterCommit: async () => {},
    };
  }
}

/** The jobs of each queue. */
export function groupByQueue(jobs: readonly NewJob[]): Map<QueueName, NewJob[]> {
  const groups = new Map<QueueName, NewJob[]>();
  for (const job of jobs) {
    const group = groups.get(job.queue);
    if (group) group.push(job);
    else groups.set(job.queue, [job]);
  }
  return groups;
}
