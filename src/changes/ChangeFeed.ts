import { messageOf } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { ChangeLog, Cursor } from '../persistence/ChangeLog.ts';
import { cursorOf, type FeedItem, Subscription } from './Subscription.ts';

const BATCH = 500;
const BACKSTOP_MS = 500;

export interface FeedOptions {
  readonly log: Logger;
  /** How long a stream stays silent before it says where it is. */
  readonly heartbeatMs: number;
}

/**
 * The changes as they happen: the log is read once for the process, however many listen, and only while somebody does.
 *
 * A subscriber that comes with a cursor first reads what it has missed from the log, while what happens meanwhile gathers in
 * its buffer; what is in both is told once. So nothing is lost and nothing is told twice, on whichever process it comes back.
 */
export class ChangeFeed {
  private readonly subscriptions = new Map<Id, Set<Subscription>>();
  private place: Cursor | undefined;
  private opening: Promise<void> | undefined;
  private isReading = false;
  private isWoken = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly changes: ChangeLog,
    private readonly options: FeedOptions,
  ) {}

  /** There may be news. */
  wake(): void {
    this.isWoken = true;
    if (this.place && !this.isReading) void this.read();
  }

  /**
   * The changes of one execution tree after a cursor, then as they happen. Ends when the consumer leaves, lags, or `signal`
   * fires, which also reaches a consumer that is waiting.
   */
  async *follow(rootId: Id, after: Cursor, signal?: AbortSignal): AsyncGenerator<FeedItem, void, undefined> {
    if (signal?.aborted) return;
    const subscription = this.subscribe(rootId, after);
    signal?.addEventListener('abort', () => subscription.end(), { once: true });
    try {
      this.opening ??= this.open();
      await this.opening;
      yield* this.catchUp(rootId, subscription);
      yield* this.live(subscription);
    } finally {
      this.unsubscribe(rootId, subscription);
    }
  }

  /** The place after everything there is now: where a stream begins that is not resumed. */
  end(): Promise<Cursor> {
    return this.changes.end();
  }

  close(): void {
    for (const group of this.subscriptions.values()) for (const subscription of group) subscription.end();
  }

  private async *catchUp(rootId: Id, subscription: Subscription): AsyncGenerator<FeedItem, void, undefined> {
    for (;;) {
      const missed = await this.changes.after(subscription.place, BATCH, rootId);
      for (const change of missed) {
        if (subscription.advance(change)) yield { kind: 'change', cursor: subscription.place, change };
      }
      if (missed.length < BATCH) return;
    }
  }

  private async *live(subscription: Subscription): AsyncGenerator<FeedItem, void, undefined> {
    for (;;) {
      const before = this.place as Cursor;
      const item = await subscription.next(this.options.heartbeatMs);
      if (item) {
        yield item;
        if (item.kind === 'lagged') return;
      } else if (subscription.isOver) return;
      else yield { kind: 'heartbeat', cursor: subscription.moveOn(before) };
    }
  }

  private subscribe(rootId: Id, after: Cursor): Subscription {
    const subscription = new Subscription(after);
    const group = this.subscriptions.get(rootId) ?? new Set();
    group.add(subscription);
    this.subscriptions.set(rootId, group);
    return subscription;
  }

  private unsubscribe(rootId: Id, subscription: Subscription): void {
    const group = this.subscriptions.get(rootId);
    group?.delete(subscription);
    if (group?.size === 0) this.subscriptions.delete(rootId);
    if (this.subscriptions.size > 0) return;
    clearInterval(this.timer);
    this.place = undefined;
    this.opening = undefined;
  }

  /** Begins to read at the end of the log. Subscribers read what came before by themselves. */
  private async open(): Promise<void> {
    try {
      this.place = await this.changes.end();
    } catch (error) {
      // The next subscriber tries again.
      this.opening = undefined;
      throw error;
    }
    this.timer = setInterval(() => this.wake(), BACKSTOP_MS);
  }

  private async read(): Promise<void> {
    this.isReading = true;
    try {
      let isFull = false;
      while ((this.isWoken || isFull) && this.place) {
        this.isWoken = false;
        isFull = await this.readBatch(this.place);
      }
    } catch (error) {
      this.options.log.warn({ error: messageOf(error) }, 'reading the change log failed');
    } finally {
      this.isReading = false;
    }
  }

  private async readBatch(place: Cursor): Promise<boolean> {
    const batch = await this.changes.after(place, BATCH);
    for (const change of batch) {
      for (const subscription of this.subscriptions.get(change.root_id) ?? []) subscription.push(change);
    }
    const last = batch.at(-1);
    if (last && this.place) this.place = cursorOf(last);
    return batch.length === BATCH;
  }
}
