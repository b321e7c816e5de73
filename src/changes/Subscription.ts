import type { Cursor } from '../persistence/ChangeLog.ts';
import type { ChangeRow } from '../persistence/rows.ts';
import { compareCursors, moved } from './Cursor.ts';

/** What a subscriber of the feed is told. Every item says how far the subscriber now is. */
export type FeedItem =
  | { readonly kind: 'change'; readonly cursor: Cursor; readonly change: ChangeRow }
  /** Nothing has happened up to here. */
  | { readonly kind: 'heartbeat'; readonly cursor: Cursor }
  /** The subscriber was too slow; it is told nothing more, and may begin again after the cursor. */
  | { readonly kind: 'lagged'; readonly cursor: Cursor }
  /** What came after the subscriber's cursor is no longer kept; it is told nothing more. This cursor is the end of the log. */
  | { readonly kind: 'expired'; readonly cursor: Cursor };

const BUFFER_LIMIT = 1_000;

export const cursorOf = (change: ChangeRow): Cursor => ({ position: String(change.position), id: String(change.id) });

/** One subscriber's place in the log, and what waits for it. A slow one costs a bounded buffer, never more. */
export class Subscription {
  private buffer: ChangeRow[] = [];
  private isLagged = false;
  private isEnded = false;
  private notify: () => void = () => {};

  constructor(private cursor: Cursor) {}

  get place(): Cursor {
    return this.cursor;
  }

  get isOver(): boolean {
    return this.isEnded;
  }

  /** Takes a change in the log's order. One that the subscriber has seen is passed over. */
  push(change: ChangeRow): void {
    if (this.isLagged || this.isEnded) return;
    if (this.buffer.length >= BUFFER_LIMIT) {
      this.isLagged = true;
      this.buffer = [];
    } else this.buffer.push(change);
    this.notify();
  }

  /** Moves on to a change, before it is told. Answers false where it was told before. */
  advance(change: ChangeRow): boolean {
    const next = cursorOf(change);
    if (compareCursors(next, this.cursor) <= 0) return false;
    const isSeen = this.cursor.seen?.includes(next.position) ?? false;
    this.cursor = moved(this.cursor, next);
    return !isSeen;
  }

  /** The next item of the buffer; `undefined` where there is none within `patienceMs`, or the subscription has ended. */
  async next(patienceMs: number): Promise<FeedItem | undefined> {
    if (!this.isReady()) await this.ready(patienceMs);
    if (this.isEnded) return undefined;
    if (this.isLagged) return { kind: 'lagged', cursor: this.cursor };
    for (let change = this.buffer.shift(); change; change = this.buffer.shift()) {
      if (this.advance(change)) return { kind: 'change', cursor: this.cursor, change };
    }
    return undefined;
  }

  /** Moves on to a place unless something waits before it; answers with where the subscriber is then. */
  moveOn(cursor: Cursor): Cursor {
    if (!this.isReady() && compareCursors(cursor, this.cursor) > 0) this.cursor = moved(this.cursor, cursor);
    return this.cursor;
  }

  end(): void {
    this.isEnded = true;
    this.notify();
  }

  private isReady(): boolean {
    return this.buffer.length > 0 || this.isLagged || this.isEnded;
  }

  private ready(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, patienceMs);
      function done() {
        clearTimeout(timer);
        resolve();
      }
      this.notify = done;
    });
  }
}
