import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { ChangeLog, Cursor, LogPart } from '../persistence/ChangeLog.ts';
import type { ChangeRow } from '../persistence/rows.ts';
import { cursorOf, type FeedItem, Subscription } from './Subscription.ts';

const BATCH = 500;
const BACKSTOP_MS = 500;

export interface FeedOptions {
  readonly log: Logger;
  /** How long a stream stays silent before it says where it is. */
  readonly heartbeatMs: number;
  /** Called with the changes of executions before they are told to those who follow executions: what these will need, at once. */
  readonly prepare?: (changes: readonly ChangeRow[]) => Promise<void>;
}

/** The parts of the log that a change belongs to, by name. */
const treeOf = (rootId: string) => `tree ${rootId}`;
const executionsOf = (projectId: string) => `executions ${projectId}`;
const nameOf = (part: LogPart) => (part.kind === 'tree' ? treeOf(part.rootId) : executionsOf(part.projectId));

/**
 * The changes as they happen: the log is read once for the process, however many listen, and only while somebody does.
 *
 * A subscriber that comes with a cursor first reads what it has missed from the log, while what happens meanwhile gathers in
 * its buffer; what is in both is told once. So nothing is lost and nothing is told twice, on whichever process it comes back.
 */
export class ChangeFeed {
  private readonly subscriptions = new Map<string, Set<Subscription>>();
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
   * The changes of a part of the log after a cursor, then as they happen. Ends when the consumer leaves, lags, comes from before
   * what is kept, or `signal` fires, which also reaches a consumer that is waiting.
   */
  async *follow(part: LogPart, after: Cursor, signal?: AbortSignal): AsyncGenerator<FeedItem, void, undefined> {
    if (signal?.aborted) return;
    const subscription = this.subscribe(part, after);
    signal?.addEventListener('abort', () => subscription.end(), { once: true });
    try {
      this.opening ??= this.open();
      await this.opening;
      if (yield* this.catchUp(part, subscription)) yield* this.live(subscription);
    } finally {
      this.unsubscribe(part, subscription);
    }
  }

  /** The place after everything there is now: where a stream begins that is not resumed. */
  end(): Promise<Cursor> {
    return this.changes.end();
  }

  close(): void {
    for (const group of this.subscriptions.values()) for (const subscription of group) subscription.end();
  }

  /** Answers false where that cannot be done. */
  private async *catchUp(part: LogPart, subscription: Subscription): AsyncGenerator<FeedItem, boolean, undefined> {
    for (;;) {
      const missed = await this.changes.after(subscription.place, BATCH, part);
      if (await this.changes.isExpired(subscription.place)) {
        yield { kind: 'expired', cursor: await this.changes.end() };
        return false;
      }
      if (part.kind === 'executions') await this.options.prepare?.(missed);
      for (const change of missed) {
        if (subscription.advance(change)) yield { kind: 'change', cursor: subscription.place, change };
      }
      if (missed.length < BATCH) return true;
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

  private subscribe(part: LogPart, after: Cursor): Subscription {
    const subscription = new Subscription(after);
    const group = this.subscriptions.get(nameOf(part)) ?? new Set();
    group.add(subscription);
    this.subscriptions.set(nameOf(part), group);
    return subscription;
  }

  private unsubscribe(part: LogPart, subscription: Subscription): void {
    const group = this.subscriptions.get(nameOf(part));
    group?.delete(subscription);
    if (group?.size === 0) this.subscriptions.delete(nameOf(part));
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
    const ofExecutions = batch.filter(
      ({ kind, project_id }) => kind === 'EXECUTION' && this.subscriptions.has(executionsOf(project_id)),
    );
    if (ofExecutions.length > 0) await this.options.prepare?.(ofExecutions);
    for (const change of batch) {
      this.push(treeOf(change.root_id), change);
      if (change.kind === 'EXECUTION') this.push(executionsOf(change.project_id), change);
    }
    const last = batch.at(-1);
    if (last && this.place) this.place = cursorOf(last);
    return batch.length === BATCH;
  }

  private push(name: string, change: ChangeRow): void {
    for (const subscription of this.subscriptions.get(name) ?? []) subscription.push(change);
  }
}
