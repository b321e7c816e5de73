import type { Clock } from '../base/clock.ts';
import { crashPoint } from '../base/crashPoint.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { JobQueue } from '../queue/JobQueue.ts';
import { type ActionJob, type FetchedJob, QUEUES } from '../queue/jobs.ts';
import { Pump } from '../queue/Pump.ts';

/** How an action ended. `PENDING`: somebody else will say. */
export type ActionOutcome =
  | {
      readonly state: 'SUCCESS' | 'ERROR' /** JSON text. */;
      readonly output: string;
      readonly stateInfo: string | null;
    }
  | { readonly state: 'PENDING' };

export type FinishedAction = Exclude<ActionOutcome, { state: 'PENDING' }> & {
  readonly startedAt: Date;
  readonly finishedAt: Date;
};

export interface ExecutorParts {
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Logger;
  /** Actions that may run at once in this process. */
  readonly slots: number;
  /** Whether a job is to run at all; one that is not is taken away. Where it is absent, all are. */
  mayRun?(job: FetchedJob<ActionJob>): Promise<boolean>;
  /** Runs one action; never rejects for what the action does. */
  run(job: ActionJob, signal: AbortSignal): Promise<ActionOutcome>;
  /** Hands a result to the engine beside; resolves once it is kept and the job is gone. */
  report(job: FetchedJob<ActionJob>, finished: FinishedAction): Promise<unknown>;
}

const FETCH_LIMIT = 64;
/** Well under the time after which the queue takes an executor for dead. */
const HEARTBEAT_MS = 4_000;
const RETRY_MS = 500;

/** Fetches action jobs, runs them, and reports each as soon as it ends, so that a batch never waits for its slowest. */
export class Executor {
  private readonly running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  private readonly pump: Pump<FetchedJob<ActionJob>>;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ExecutorParts) {
    this.pump = new Pump({
      fetch: (limit) => parts.queue.fetch<ActionJob>(QUEUES.action, limit),
      handle: async (jobs) => this.begin(jobs),
      room: () => this.room(),
      log: parts.log,
    });
  }

  start(): void {
    this.pump.start();
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
  }

  /** There may be jobs. */
  wake(): void {
    this.pump.wake();
  }

  /** Stops fetching, gives running actions `graceMs` to end, then aborts them; their jobs go back as lost. */
  async stop(graceMs: number): Promise<void> {
    await this.pump.stop();
    const all = Promise.all([...this.running.values()].map(({ done }) => done));
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    for (const { abort } of this.running.values()) abort.abort(new Error('The executor is shutting down.'));
    clearInterval(this.heartbeat);
    await this.parts.queue.fail(QUEUES.action, [...this.running.keys()]);
  }

  private room(): number {
    return Math.min(FETCH_LIMIT, this.parts.slots - this.running.size);
  }

  private begin(jobs: readonly FetchedJob<ActionJob>[]): void {
    for (const job of jobs) {
      crashPoint('action.fetched');
      const abort = new AbortController();
      const done = this.runOne(job, abort.signal).finally(() => {
        const wasFull = this.room() <= 0;
        this.running.delete(job.id);
        // Otherwise a slot more changes nothing: what there was to fetch has been fetched.
        if (wasFull) this.pump.wake();
      });
      this.running.set(job.id, { abort, done });
    }
  }

  private async runOne(job: FetchedJob<ActionJob>, signal: AbortSignal): Promise<void> {
    if (!(await this.mayRun(job, signal))) return;
    const startedAt = this.parts.clock.now();
    const outcome = await this.parts.run(job.data, signal);
    crashPoint('action.ran');
    if (signal.aborted) return;
    if (outcome.state === 'PENDING') return this.takeAway(job, signal);
    const finished = { ...outcome, startedAt, finishedAt: this.parts.clock.now() };
    await this.untilDone(() => this.parts.report(job, finished), signal);
  }

  private async mayRun(job: FetchedJob<ActionJob>, signal: AbortSignal): Promise<boolean> {
    const { mayRun } = this.parts;
    if (!mayRun) return true;
    const isWanted = await this.untilDone(() => mayRun(job), signal);
    if (isWanted === false) await this.takeAway(job, signal);
    return isWanted === true && !signal.aborted;
  }

  private async takeAway(job: FetchedJob<ActionJob>, signal: AbortSignal): Promise<void> {
    await this.untilDone(() => this.parts.queue.settle(QUEUES.action, [job.id]), signal);
  }

  /** A job that was fetched is nobody else's, and a result is worth keeping: both wait until the database is there again. */
  private async untilDone<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    while (!signal.aborted) {
      try {
        return await step();
      } catch (error) {
        this.parts.log.warn(
          { error: messageOf(error) },
          'the database did not take what an action needs; trying again',
        );
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    return undefined;
  }

  private async beat(): Promise<void> {
    try {
      await this.parts.queue.touch(QUEUES.action, [...this.running.keys()]);
    } catch (error) {
      this.parts.log.warn({ error: messageOf(error) }, 'heartbeat failed');
    }
  }
}
