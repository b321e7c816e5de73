import type { Clock } from '../base/clock.ts';
import { crashPoint } from '../base/crashPoint.ts';
import { messageOf } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { stringifyJson } from '../base/json.ts';
import type { Logger } from '../base/logger.ts';
import type { JobQueue } from '../queue/JobQueue.ts';
import { type ActionJob, actionQueue, type FetchedJob, QUEUES } from '../queue/jobs.ts';
import { Pump } from '../queue/Pump.ts';
import type { Engine } from './Engine.ts';

export interface LostActionParts {
  readonly queue: JobQueue;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether the action may run a second time. */
  isRepeatable(action: string): boolean;
  /** Counts an attempt; what an earlier one reports is ignored from then on. False where the action has ended. */
  beginAttempt(actionExecutionId: Id, attempt: number): Promise<boolean>;
  /** There are jobs for executors. */
  onSent(): void;
}

const BATCH = 64;
/** Executors are taken for dead after ten seconds: one more is not noticed. */
const BACKSTOP_MS = 2_000;
const REASON = 'The executor of this action died before it reported, and the action may not run twice.';

/**
 * Settles actions whose executor died. Nobody knows whether they had run: those that may run again do, the others end in
 * ERROR and say why (as Mistral without `safe-rerun`).
 */
export class LostActions {
  private readonly pump: Pump<FetchedJob<ActionJob>>;

  constructor(private readonly parts: LostActionParts) {
    this.pump = new Pump({
      fetch: (limit) => parts.queue.fetch<ActionJob>(QUEUES.lostAction, limit),
      handle: async (jobs) => {
        await Promise.all(jobs.map((job) => this.settle(job)));
      },
      room: () => BATCH,
      log: parts.log,
      backstopMs: BACKSTOP_MS,
    });
  }

  start(): void {
    this.pump.start();
  }

  stop(): Promise<void> {
    return this.pump.stop();
  }

  /** What fails here is tried again: the job stays, and the queue hands it out once more. */
  private async settle(job: FetchedJob<ActionJob>): Promise<void> {
    crashPoint('lost.fetched');
    try {
      if (job.data.isSafeToRerun || this.parts.isRepeatable(job.data.action)) await this.repeat(job);
      else await this.giveUp(job);
    } catch (error) {
      this.parts.log.warn({ error: messageOf(error), job: job.id }, 'settling a lost action failed');
    }
  }

  private async repeat(job: FetchedJob<ActionJob>): Promise<void> {
    const again: ActionJob = { ...job.data, attempt: job.data.attempt + 1 };
    const isOpen = await this.parts.beginAttempt(again.actionExecutionId, again.attempt);
    const queue = actionQueue(again.target);
    // The same id, so that dying before the next line sends nothing twice.
    if (isOpen) await this.parts.queue.insert(queue, [{ id: job.id, queue, data: again }]);
    crashPoint('lost.repeated');
    await this.parts.queue.settle(QUEUES.lostAction, [job.id]);
    crashPoint('lost.settled');
    this.parts.onSent();
  }

  private async giveUp({ id, data }: FetchedJob<ActionJob>): Promise<void> {
    await this.parts.engine.take({
      executionId: data.executionId,
      taskId: data.taskId,
      result: {
        id: data.actionExecutionId,
        attempt: data.attempt,
        state: 'ERROR',
        state_info: REASON,
        output: stringifyJson(REASON),
        started_at: null,
        finished_at: this.parts.clock.now(),
      },
      job: { queue: QUEUES.lostAction, id },
    });
  }
}
