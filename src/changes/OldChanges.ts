import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { ChangeLogTrim } from '../persistence/ChangeLogTrim.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PAUSE_MS = 10 * 60 * 1000;

/** Takes changes away that are older than somebody who comes back with a cursor may be. */
export class OldChanges {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly trim: ChangeLogTrim,
    private readonly options: { readonly clock: Clock; readonly log: Logger; readonly keepDays: number },
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.takeAway();
    }, PAUSE_MS).unref();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async takeAway(): Promise<void> {
    const { clock, log, keepDays } = this.options;
    try {
      const removed = await this.trim.before(new Date(clock.now().getTime() - keepDays * DAY_MS));
      if (removed > 0) log.debug({ removed }, 'old changes taken away');
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'taking old changes away failed');
    }
  }
}
