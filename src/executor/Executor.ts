import type { Clock } from '../base/clock.ts';
import { crashPoint } from '../base/crashPoint.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { JobQueue } from '../queue/JobQueue.ts';
import { type ActionJob, type FetchedJob, type QueueName, queueOfMissing } from '../queue/jobs.ts';
import { Pump } from '../queue/Pump.ts';
import { ActionStopped, type StopKind, stopOf } from './ActionStopped.ts';
import { Lanes } from './Lanes.ts';
import { Slots } from './Slots.ts';

/** How an action ended. `PENDING`: somebody else will say. */
export type ActionOutcome =
  | {
      readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED' /** JSON text. */;
      readonly output: string;
      readonly stateInfo: string | null;
    }
  | { readonly state: 'PENDING' };

export type FinishedAction = Exclude<ActionOutcome, { state: 'PENDING' }> & {
  readonly startedAt: Date;
  readonly finishedAt: Date;
};

/** A run that nobody wants any more. */
export interface UnwantedRun {
  readonly actionExecutionId: string;
  readonly kind: Exclude<StopKind, 'SHUTDOWN'>;
  readonly reason: string;
}

export interface ExecutorParts {
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Logger;
  /** Actions that may run at once in this process. */
  readonly slots: number;
  /** What tasks may call this executor as `target`: its name, and its groups. None unless given. */
  readonly targets?: readonly string[];
  /** Whether it runs an action; a job of one that it does not is left to others. Where it is absent, all. */
  offers?(action: string): boolean;
  /** How many of one action may run at once; where it has no say, as many as there are slots. */
  slotsOf?(action: string): number | undefined;
  /** Whether a job is to run at all; one that is not is taken away. Where it is absent, all are. */
  mayRun?(job: FetchedJob<ActionJob>): Promise<boolean>;
  /** Which of these are not wanted any more. Where it is absent, all are. */
  unwanted?(jobs: readonly ActionJob[]): Promise<readonly UnwantedRun[]>;
  /** Runs one action; never rejects for what the action does, and ends soon after the signal fires. */
  run(job: ActionJob, signal: AbortSignal): Promise<ActionOutcome>;
  /** Hands a result to the engine beside; resolves once it is kept and the job is gone. */
  report(job: FetchedJob<ActionJob>, finished: FinishedAction): Promise<unknown>;
}

const FETCH_LIMIT = 64;
/** Jobs that wait for a slot of their action: more are left to other executors. */
const HELD_LIMIT = 1_000;
/** Well under the time after which the queue takes an executor for dead. */
const HEARTBEAT_MS = 4_000;
const RETRY_MS = 500;

interface Run {
  readonly job: FetchedJob<ActionJob>;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Fetches action jobs, runs them, and reports each as soon as it ends, so that a batch never waits for its slowest. */
export class Executor {
  private readonly running = new Map<string, Run>();
  private readonly held = new Map<string, FetchedJob<ActionJob>>();
  private readonly lanes: Lanes;
  private readonly slots: Slots<FetchedJob<ActionJob>>;
  private readonly pump: Pump<FetchedJob<ActionJob>>;
  /** Fires when results are not reported any more. */
  private readonly end = new AbortController();
  private heartbeat: NodeJS.Timeout | undefined;
  private look: { isAgain: boolean } | undefined;

  constructor(private readonly parts: ExecutorParts) {
    this.lanes = new Lanes(parts.queue, parts.targets ?? [], (action) => this.offers(action));
    this.slots = new Slots(parts.slots, (action) => parts.slotsOf?.(action));
    this.pump = new Pump({
      fetch: (limit) => this.lanes.fetch(limit),
      handle: async (jobs) => this.accept(jobs),
      room: () => this.room(),
      log: parts.log,
    });
  }

  start(): void {
    this.pump.start();
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
  }

  /** Actions under way. */
  get load(): number {
    return this.running.size;
  }

  /** Jobs that were fetched, and wait for a slot of their action. */
  get waiting(): number {
    return this.held.size;
  }

  /** There may be jobs. */
  wake(): void {
    this.pump.wake();
  }

  /** There may be jobs for targets. */
  wakeTargets(): void {
    this.lanes.wake();
    this.pump.wake();
  }

  /** There may be runs that nobody wants any more: they are told to stop. What is asked for meanwhile is looked at once more. */
  async stopUnwanted(): Promise<void> {
    if (this.look) {
      this.look.isAgain = true;
      return;
    }
    this.look = { isAgain: true };
    while (this.look.isAgain) {
      this.look.isAgain = false;
      await this.lookOnce();
    }
    this.look = undefined;
  }

  /**
   * Stops fetching, hands back what has not begun, and gives running actions `graceMs` to end. Then it aborts them; their jobs
   * go the way of those whose executor died.
   */
  async stop(graceMs: number): Promise<void> {
    await this.pump.stop();
    await this.handBack();
    const all = Promise.all([...this.running.values()].map(({ done }) => done));
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    this.end.abort();
    for (const { abort } of this.running.values()) {
      abort.abort(new ActionStopped('SHUTDOWN', 'The executor is shutting down.'));
    }
    clearInterval(this.heartbeat);
    const left = [...this.running.values()].map(({ job }) => job);
    for (const [queue, ids] of idsByQueue(left)) await this.parts.queue.fail(queue, ids);
  }

  private room(): number {
    return this.held.size < HELD_LIMIT ? Math.min(FETCH_LIMIT, this.slots.free) : 0;
  }

  private accept(jobs: readonly FetchedJob<ActionJob>[]): void {
    for (const job of jobs) {
      crashPoint('action.fetched');
      // One that is meant for this executor is begun, and fails for want of the action: nobody else may have it.
      if (job.data.target === null && !this.offers(job.data.action)) void this.leave(job);
      else if (this.slots.take(job.data.action, job)) this.begin(job);
      else this.held.set(job.id, job);
    }
  }

  private offers(action: string): boolean {
    return this.parts.offers?.(action) ?? true;
  }

  /** Leaves a job to executors that offer its action, when there are any. */
  private async leave(job: FetchedJob<ActionJob>): Promise<void> {
    if (!(await this.mayRun(job))) return;
    const { action } = job.data;
    this.parts.log.warn({ action }, 'this executor does not offer the action; leaving it to others');
    await this.untilDone(() => this.parts.queue.handBack(job.queue, [job.id], queueOfMissing(action)));
  }

  private begin(job: FetchedJob<ActionJob>): void {
    const abort = new AbortController();
    const done = this.runOne(job, abort.signal).finally(() => this.ended(job));
    this.running.set(job.id, { job, abort, done });
  }

  private ended(job: FetchedJob<ActionJob>): void {
    const wasFull = this.room() <= 0;
    this.running.delete(job.id);
    for (const next of this.slots.release(job.data.action)) {
      this.held.delete(next.id);
      this.begin(next);
    }
    // Otherwise a slot more changes nothing: what there was to fetch has been fetched.
    if (wasFull) this.pump.wake();
  }

  private async runOne(job: FetchedJob<ActionJob>, signal: AbortSignal): Promise<void> {
    if (!(await this.mayRun(job))) return;
    const startedAt = this.parts.clock.now();
    const outcome = await this.parts.run(job.data, signal);
    crashPoint('action.ran');
    if (stopOf(signal)?.kind === 'LOST') return;
    if (outcome.state === 'PENDING') return this.takeAway(job);
    const finished = { ...outcome, startedAt, finishedAt: this.parts.clock.now() };
    await this.untilDone(() => this.parts.report(job, finished));
  }

  private async mayRun(job: FetchedJob<ActionJob>): Promise<boolean> {
    const { mayRun } = this.parts;
    if (!mayRun) return true;
    const isWanted = await this.untilDone(() => mayRun(job));
    if (isWanted === false) await this.takeAway(job);
    return isWanted === true && !this.end.signal.aborted;
  }

  private async takeAway(job: FetchedJob<ActionJob>): Promise<void> {
    await this.untilDone(() => this.parts.queue.settle(job.queue, [job.id]));
  }

  /** A job that was fetched is nobody else's, and a result is worth keeping: both wait until the database is there again. */
  private async untilDone<T>(step: () => Promise<T>): Promise<T | undefined> {
    while (!this.end.signal.aborted) {
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
      const jobs = [...[...this.running.values()].map(({ job }) => job), ...this.held.values()];
      for (const [queue, ids] of idsByQueue(jobs)) {
        const own = new Set(await this.parts.queue.touch(queue, ids));
        for (const id of ids) if (!own.has(id)) this.lose(id);
      }
      await this.stopUnwanted();
    } catch (error) {
      this.parts.log.warn({ error: messageOf(error) }, 'heartbeat failed');
    }
  }

  /** The queue has taken this executor for dead, and given the job away. */
  private lose(id: string): void {
    const run = this.running.get(id);
    run?.abort.abort(new ActionStopped('LOST', 'Another executor may have taken this action over.'));
    const job = this.held.get(id);
    if (job && this.slots.drop(job)) this.held.delete(id);
  }

  private async lookOnce(): Promise<void> {
    const { unwanted, log } = this.parts;
    const runs = new Map([...this.running.values()].map((run) => [run.job.data.actionExecutionId, run]));
    if (!unwanted || runs.size === 0) return;
    try {
      for (const { actionExecutionId, kind, reason } of await unwanted([...runs.values()].map(({ job }) => job.data))) {
        runs.get(actionExecutionId)?.abort.abort(new ActionStopped(kind, reason));
      }
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'looking for actions to stop failed; trying again with the next heartbeat');
    }
  }

  private async handBack(): Promise<void> {
    const jobs = this.slots.dropAll();
    this.held.clear();
    for (const [queue, ids] of idsByQueue(jobs)) {
      await this.parts.queue
        .handBack(queue, ids)
        .catch((error: unknown) => this.parts.log.warn({ error: messageOf(error) }, 'handing jobs back failed'));
    }
  }
}

function idsByQueue(jobs: readonly FetchedJob<ActionJob>[]): [QueueName, string[]][] {
  return [...Map.groupBy(jobs, ({ queue }) => queue)].map(([queue, group]) => [queue, group.map(({ id }) => id)]);
}
