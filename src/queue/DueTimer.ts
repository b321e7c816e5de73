import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { JobQueue } from './JobQueue.ts';
import type { QueueName } from './jobs.ts';

/** How often the queue is asked what is due soon. */
const LOOK_MS = 2_000;
/** How far ahead it is asked: further than the next look, so that a look that comes late misses nothing. */
export const LOOK_AHEAD_MS = 3_000;

export interface DueTimerParts {
  readonly queue: Pick<JobQueue, 'dueSoon'>;
  readonly queues: readonly QueueName[];
  /** A job will be due in so many milliseconds; 0 where it is due now. Told again with each look until somebody has fetched it. */
  onDue(queue: QueueName, inMs: number): void;
  readonly log: Logger;
}

/**
 * Knows when jobs that were put off are due, whoever sent them and however long ago, so that they are fetched on the moment and
 * not with the next poll. pg-boss finds them by polling alone.
 *
 * What is remembered and what a look costs depends on the jobs due within seconds, not on how many there are.
 */
export class DueTimer {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly parts: DueTimerParts) {}

  start(): void {
    this.looking = this.look();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    const { queue, queues, onDue, log } = this.parts;
    try {
      for (const due of await queue.dueSoon(queues, LOOK_AHEAD_MS)) onDue(due.queue, due.inMs);
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'looking for what is due failed; trying again');
    }
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, LOOK_MS);
  }
}
