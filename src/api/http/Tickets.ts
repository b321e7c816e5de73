import { stringifyJson } from '../../base/json.ts';

/**
 * Libraries write their messages with `JSON.stringify`, which cannot write what we keep of numbers and key order. So they are handed
 * a ticket for a message, and whoever is to send the ticket sends the message.
 */
export class Tickets {
  private readonly messages = new Map<string, unknown>();
  private count = 0;

  issue(message: unknown): number {
    this.messages.set(String(++this.count), message);
    return this.count;
  }

  /** The text of the message that a ticket is for; `undefined` for what is no ticket. */
  redeem(ticket: string): string | undefined {
    if (!this.messages.has(ticket)) return undefined;
    const message = this.messages.get(ticket);
    this.messages.delete(ticket);
    return stringifyJson(message);
  }
}
