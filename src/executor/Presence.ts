import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** Three are missed before an executor counts as dead. */
const BEAT_MS = 5_000;

export interface PresenceParts {
  readonly clock: Clock;
  readonly log: Logger;
  /** Says who this executor is and what it offers now. */
  announce(now: Date): Promise<void>;
  /** A sign of life; false where it has been forgotten meanwhile. */
  beat(now: Date): Promise<boolean>;
  leave(): Promise<void>;
}

/** Tells the others that this executor is there, and when it goes. */
export class Presence {
  private timer: NodeJS.Timeout | undefined;
  private isAnnounced = false;
  private under: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PresenceParts) {}

  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => {
      this.under = this.beat();
    }, BEAT_MS);
  }

  /** What it offers is different from now on. */
  change(): void {
    this.isAnnounced = false;
    this.under = this.under.then(() => this.beat());
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.under;
    await this.parts.leave().catch(() => {});
  }

  private async beat(): Promise<void> {
    const { announce, beat, clock, log } = this.parts;
    try {
      const now = clock.now();
      if (this.isAnnounced && (await beat(now))) return;
      this.isAnnounced = true;
      await announce(now);
    } catch (error) {
      this.isAnnounced = false;
      log.warn({ error: messageOf(error) }, 'announcing this executor failed; trying again');
    }
  }
}
