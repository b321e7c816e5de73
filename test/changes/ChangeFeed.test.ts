import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/base/logger.ts';
import { ChangeFeed } from '../../src/changes/ChangeFeed.ts';
import { compareCursors } from '../../src/changes/Cursor.ts';
import { cursorOf, type FeedItem } from '../../src/changes/Subscription.ts';
import type { ChangeLog, Cursor, LogPart } from '../../src/persistence/ChangeLog.ts';
import type { ChangeRow } from '../../src/persistence/rows.ts';

/** A log in memory. What is appended can be read at once. */
class MemoryLog implements ChangeLog {
  readonly rows: ChangeRow[] = [];
  /** The last position that is gone. */
  floor = -1n;

  append(rootId: string, kind: ChangeRow['kind'] = 'TASK'): ChangeRow {
    const id = String(this.rows.length + 1);
    const row: ChangeRow = {
      id,
      position: id,
      project_id: 'p',
      root_id: rootId,
      execution_id: rootId,
      kind,
      entity_id: id,
      from_state: null,
      to_state: 'RUNNING',
      state_info: null,
      at: new Date(0),
    };
    this.rows.push(row);
    return row;
  }

  async end(): Promise<Cursor> {
    return { position: String(this.rows.length + 1), id: '0' };
  }

  async after(cursor: Cursor, limit: number, part?: LogPart): Promise<readonly ChangeRow[]> {
    const later = this.rows.filter((row) => compareCursors(cursorOf(row), cursor) > 0);
    return later.filter((row) => part === undefined || isIn(part, row)).slice(0, limit);
  }

  async isExpired(cursor: Cursor): Promise<boolean> {
    return BigInt(cursor.position) <= this.floor;
  }
}

function isIn(part: LogPart, row: ChangeRow): boolean {
  if (part.kind === 'tree') return row.root_id === part.rootId;
  return row.kind === 'EXECUTION' && row.project_id === part.projectId;
}

const tree = (rootId: string): LogPart => ({ kind: 'tree', rootId });

const START: Cursor = { position: '0', id: '0' };
const open = (log: ChangeLog, heartbeatMs = 60_000) => new ChangeFeed(log, { log: silentLogger, heartbeatMs });
const idOf = (item: unknown) => {
  const { kind, change } = item as { kind: string; change?: ChangeRow };
  return change?.id ?? kind;
};

async function take(stream: AsyncGenerator<FeedItem>, count: number): Promise<(string | undefined)[]> {
  const items: (string | undefined)[] = [];
  while (items.length < count) items.push(idOf((await stream.next()).value));
  return items;
}

describe('the feed', () => {
  it('tells what a subscriber has missed, then what happens, each once and in order', async () => {
    const log = new MemoryLog();
    const feed = open(log);
    log.append('a');
    log.append('b');
    log.append('a');
    const stream = feed.follow(tree('a'), START);
    expect(await take(stream, 2)).toEqual(['1', '3']);
    log.append('a');
    feed.wake();
    log.append('b');
    log.append('a');
    feed.wake();
    expect(await take(stream, 2)).toEqual(['4', '6']);
    await stream.return();
  });

  it('goes on after any cursor as if it had never stopped', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 40; n++) log.append(n % 2 ? 'a' : 'b');
    const whole = open(log).follow(tree('a'), START);
    const cursors: Cursor[] = [START];
    for (let n = 0; n < 20; n++) cursors.push(((await whole.next()).value as FeedItem).cursor);
    for (const [seen, cursor] of cursors.entries()) {
      const stream = open(log).follow(tree('a'), cursor);
      const rest = await take(stream, 20 - seen);
      expect(rest).toEqual(Array.from({ length: 20 - seen }, (_, n) => String(2 * (seen + n) + 2)));
      await stream.return();
    }
    await whole.return();
  });

  it('tells once what is in the log and in the buffer at the same time', async () => {
    const log = new MemoryLog();
    const feed = open(log);
    const other = feed.follow(tree('a'), START);
    log.append('a');
    expect(await take(other, 1)).toEqual(['1']);
    const stream = feed.follow(tree('a'), START);
    const first = stream.next();
    log.append('a');
    feed.wake();
    expect(idOf((await first).value)).toBe('1');
    expect(await take(stream, 1)).toEqual(['2']);
    log.append('a');
    feed.wake();
    expect(await take(stream, 1)).toEqual(['3']);
    await Promise.all([stream.return(), other.return()]);
  });

  it('serves later subscribers although the log could not be read when the first one came', async () => {
    const log = new MemoryLog();
    const feed = open(log);
    const end = log.end.bind(log);
    log.end = () => Promise.reject(new Error('the database is away'));
    await expect(feed.follow(tree('a'), START).next()).rejects.toThrow('the database is away');
    log.end = end;
    log.append('a');
    const stream = feed.follow(tree('a'), START);
    expect(await take(stream, 1)).toEqual(['1']);
    await stream.return();
  });

  it('moves the cursor on while nothing happens', async () => {
    const log = new MemoryLog();
    const feed = open(log, 1);
    const stream = feed.follow(tree('a'), START);
    log.append('b');
    const { value } = await stream.next();
    expect(value).toMatchObject({ kind: 'heartbeat' });
    expect(compareCursors((value as FeedItem).cursor, START)).toBeGreaterThan(0);
    await stream.return();
  });

  it('tells a subscriber that is too slow so, and from where it can go on', async () => {
    const log = new MemoryLog();
    const feed = open(log);
    const stream = feed.follow(tree('a'), START);
    log.append('a');
    expect(await take(stream, 1)).toEqual(['1']);
    for (let n = 0; n < 1_500; n++) log.append('a');
    feed.wake();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    const { value } = await stream.next();
    expect(value).toEqual({ kind: 'lagged', cursor: { position: '1', id: '1' } });
    expect((await stream.next()).done).toBe(true);
    const resumed = feed.follow(tree('a'), (value as FeedItem).cursor);
    expect(await take(resumed, 3)).toEqual(['2', '3', '4']);
    await resumed.return();
  });

  it('tells those who follow executions of them and not of their tasks, whichever tree they are of', async () => {
    const log = new MemoryLog();
    const prepared: string[] = [];
    const feed = new ChangeFeed(log, {
      log: silentLogger,
      heartbeatMs: 60_000,
      prepare: async (changes) => void prepared.push(...changes.map(({ id }) => id)),
    });
    log.append('a', 'EXECUTION');
    log.append('a');
    log.append('b', 'EXECUTION');
    const stream = feed.follow({ kind: 'executions', projectId: 'p' }, START);
    expect(await take(stream, 2)).toEqual(['1', '3']);
    const next = take(stream, 1);
    log.append('b');
    log.append('c', 'EXECUTION');
    feed.wake();
    expect(await next).toEqual(['5']);
    expect(prepared).toEqual(['1', '3', '5']);
    await stream.return();
  });

  it('tells a subscriber that comes from before what is kept so, and where the log ends', async () => {
    const log = new MemoryLog();
    for (let n = 0; n < 5; n++) log.append('a');
    log.floor = 2n;
    const expired = open(log).follow(tree('a'), { position: '2', id: '2' });
    expect((await expired.next()).value).toEqual({ kind: 'expired', cursor: await log.end() });
    expect((await expired.next()).done).toBe(true);
    const kept = open(log).follow(tree('a'), { position: '3', id: '3' });
    expect(await take(kept, 2)).toEqual(['4', '5']);
    await kept.return();
  });
});
