import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { OutboxChannel } from './OutboxChannel.ts';

const PAUSE_MS = 1_000;

/** Sends, now and then, the jobs that a process wrote down and did not live to send. */
export class OutboxRelay {
  private timer: NodeJS.Timeout | undefined;
  private under: Promise<void> = Promise.resolve();

  constructor(
    private readonly channel: OutboxChannel,
    private readonly log: Logger,
    private readonly onSent: () => void,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.under = this.relay().finally(() => {
        if (this.timer) this.start();
      });
    }, PAUSE_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.under;
  }

  private async relay(): Promise<void> {
    try {
      if ((await this.channel.relay()) > 0) this.onSent();
    } catch (error) {
      this.log.warn({ error: messageOf(error) }, 'sending left-over jobs failed; trying again');
    }
  }
}
