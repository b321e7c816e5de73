import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

const BACKSTOP_MS = 1_000;

export interface PumpOptions<Job> {
  fetch(limit: number): Promise<Job[]>;
  /** Settles when the pump may fetch again. Its errors are logged: jobs are the business of whoever runs them. */
  handle(jobs: Job[]): Promise<void>;
  /** How many jobs there is room for now. */
  room(): number;
  readonly log: Logger;
  /** How long to wait for a wake-up before looking all the same; 1,000 unless given. */
  readonly backstopMs?: number;
}

/**
 * Fetches jobs when woken, and now and then in case a wake-up was lost. Own loop instead of pg-boss's workers, which settle
 * jobs in a transaction of their own.
 */
export class Pump<Job> {
  private generation = 0;
  private isStopped = false;
  private interrupt: () => void = () => {};
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: PumpOptions<Job>) {}

  start(): void {
    this.loop = this.run();
  }

  /** There is something to fetch, or room for more. */
  wake(): void {
    this.generation++;
    this.interrupt();
  }

  /** Stops fetching; resolves when the fetch under way has been handed over. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.wake();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const seen = this.generation;
      const isMore = await this.fetchOnce();
      if (!isMore && this.generation === seen) await this.pause();
    }
  }

  /** Whether there may be more at once. */
  private async fetchOnce(): Promise<boolean> {
    const limit = this.options.room();
    if (limit <= 0) return false;
    try {
      const jobs = await this.options.fetch(limit);
      if (jobs.length > 0) await this.options.handle(jobs);
      return jobs.length === limit;
    } catch (error) {
      this.options.log.warn({ error: messageOf(error) }, 'fetching jobs failed');
      return false;
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, this.options.backstopMs ?? BACKSTOP_MS);
      function done() {
        clearTimeout(timer);
        resolve();
      }
      this.interrupt = done;
    });
  }
}
