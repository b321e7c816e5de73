import { NotFoundError } from '../../base/errors.ts';
import { parseCursor } from '../../changes/Cursor.ts';
import type { FeedItem } from '../../changes/Subscription.ts';
import type { Cursor } from '../../persistence/ChangeLog.ts';
import { readsOf } from '../../persistence/reads/Reads.ts';
import { openSnapshot } from '../../persistence/reads/Snapshots.ts';
import type { ApiContext, ApiParts } from '../ApiParts.ts';
import { Execution } from '../execution/Execution.ts';
import {
  ActionStateChanged,
  ExecutionStateChanged,
  type ExecutionStreamItem,
  Heartbeat,
  Snapshot,
  StreamReset,
  StreamResetReason,
  TaskStateChanged,
} from './items.ts';

/**
 * The stream of one execution: after a cursor, or from a snapshot on. Throws `NotFoundError`, or `InputError` for a cursor
 * that is none, before it begins.
 */
export async function executionStream(
  { parts, reads }: ApiContext,
  id: string,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<ExecutionStreamItem>> {
  const cursor = after == null ? undefined : parseCursor(after);
  const row = await reads.executions.byId(id);
  if (row?.project_id !== parts.projectId) throw new NotFoundError('Execution', id);
  const leaving = new AbortController();
  const { signal } = leaving;
  const items = cursor ? follow(parts, row.root_id, cursor, signal) : fromSnapshot(parts, id, row.root_id, signal);
  return leavable(items, () => leaving.abort());
}

/** A generator that waits hears of being left only when its wait is over: so it is told by another way as well. */
function leavable<Item>(
  items: AsyncGenerator<Item, void, undefined>,
  onLeave: () => void,
): AsyncIterableIterator<Item> {
  return {
    next: () => items.next(),
    return: () => {
      onLeave();
      return items.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* fromSnapshot(
  parts: ApiParts,
  id: string,
  rootId: string,
  signal: AbortSignal,
): AsyncGenerator<ExecutionStreamItem, void, undefined> {
  const { dataSource, dialect } = parts.database;
  const snapshot = await openSnapshot(dataSource, dialect, parts.changeLog, rootId);
  try {
    const row = await snapshot.reads.executions.byId(id);
    if (!row) return;
    // Whoever consumes this reads what it wants of the execution before it asks for the next item.
    yield new Snapshot(snapshot.cursor, new Execution(row, snapshot.reads));
  } finally {
    await snapshot.close();
  }
  yield* follow(parts, rootId, snapshot.cursor, signal);
}

async function* follow(
  parts: ApiParts,
  rootId: string,
  after: Cursor,
  signal: AbortSignal,
): AsyncGenerator<ExecutionStreamItem, void, undefined> {
  for await (const item of parts.feed.follow(rootId, after, signal)) yield itemOf(parts, item);
}

const EVENTS = { EXECUTION: ExecutionStateChanged, TASK: TaskStateChanged, ACTION: ActionStateChanged } as const;

function itemOf(parts: ApiParts, item: FeedItem): ExecutionStreamItem {
  switch (item.kind) {
    case 'change':
      return new EVENTS[item.change.kind](item.cursor, item.change, readsOf(parts.database.dataSource));
    case 'heartbeat':
      return new Heartbeat(item.cursor);
    case 'lagged':
      return new StreamReset(item.cursor, StreamResetReason.LAGGED);
  }
}
