import type { Clock } from '../base/clock.ts';
import { crashPoint } from '../base/crashPoint.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { CronTriggerStore } from '../persistence/CronTriggerStore.ts';
import type { JobQueue } from '../queue/JobQueue.ts';
import { type FetchedJob, QUEUES, type TriggerJob } from '../queue/jobs.ts';
import { Pump } from '../queue/Pump.ts';
import type { CronTriggers } from './CronTriggers.ts';

/** Triggers at once in one process: each holds a connection to the database while it fires. */
const BATCH = 4;
/** A `DueTimer` wakes us: this is for when it cannot. */
const BACKSTOP_MS = 30_000;
const SWEEP_MS = 60_000;
/** A trigger that is late by this has lost its job. */
const OVERDUE_MS = 60_000;
const SWEEP_LIMIT = 500;

export interface TriggerJobsParts {
  readonly queue: JobQueue;
  readonly triggers: CronTriggers;
  readonly store: CronTriggerStore;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Fires triggers when they are due. Now and then it looks for those whose job was lost, such as with a queue restored from a backup. */
export class TriggerJobs {
  private readonly pump: Pump<FetchedJob<TriggerJob>>;
  private sweeping: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: TriggerJobsParts) {
    this.pump = new Pump({
      fetch: (limit) => parts.queue.fetch<TriggerJob>(QUEUES.trigger, limit),
      handle: async (jobs) => {
        await Promise.all(jobs.map((job) => this.look(job)));
      },
      room: () => BATCH,
      log: parts.log,
      backstopMs: BACKSTOP_MS,
    });
  }

  start(): void {
    this.pump.start();
    this.timer = setInterval(() => {
      this.sweeping = this.sweep();
    }, SWEEP_MS);
  }

  /** There may be jobs. */
  wake(): void {
    this.pump.wake();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
    await this.pump.stop();
  }

  /** What fails here is tried again soon. */
  private async look({ id, data }: FetchedJob<TriggerJob>): Promise<void> {
    crashPoint('trigger.fetched');
    const { queue, triggers, log } = this.parts;
    try {
      await triggers.look(data, id);
    } catch (error) {
      log.warn({ error: messageOf(error), triggerId: data.triggerId }, 'a trigger failed; trying again');
      await queue.fail(QUEUES.trigger, [id]).catch(() => {});
    }
  }

  private async sweep(): Promise<void> {
    const { store, triggers, clock, log } = this.parts;
    try {
      const overdue = await store.overdue(new Date(clock.now().getTime() - OVERDUE_MS), SWEEP_LIMIT);
      for (const { id, revision } of overdue) await triggers.look({ triggerId: id, revision });
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'looking for triggers without a job failed');
    }
  }
}
