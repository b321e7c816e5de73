import { NotFoundError } from '../../base/errors.ts';
import { cursorText, parseCursor } from '../../changes/Cursor.ts';
import type { FeedItem } from '../../changes/Subscription.ts';
import type { Cursor, LogPart } from '../../persistence/ChangeLog.ts';
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
import { leavable } from './leavable.ts';

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
  const tree: LogPart = { kind: 'tree', rootId: row.root_id };
  return leavable((signal) => (cursor ? follow(parts, tree, cursor, signal) : fromSnapshot(parts, id, tree, signal)));
}

async function* fromSnapshot(
  parts: ApiParts,
  id: string,
  tree: LogPart,
  signal: AbortSignal,
): AsyncGenerator<ExecutionStreamItem, void, undefined> {
  const { dataSource, dialect } = parts.database;
  const snapshot = await openSnapshot(dataSource, dialect, parts.changeLog, tree);
  try {
    const row = await snapshot.reads.executions.byId(id);
    if (!row) return;
    // Whoever consumes this reads what it wants of the execution before it asks for the next item.
    yield new Snapshot(cursorText(snapshot.cursor), new Execution(row, snapshot.reads));
  } finally {
    await snapshot.close();
  }
  yield* follow(parts, tree, snapshot.cursor, signal);
}

async function* follow(
  parts: ApiParts,
  tree: LogPart,
  after: Cursor,
  signal: AbortSignal,
): AsyncGenerator<ExecutionStreamItem, void, undefined> {
  for await (const item of parts.feed.follow(tree, after, signal)) yield itemOf(parts, item);
}

const EVENTS = { EXECUTION: ExecutionStateChanged, TASK: TaskStateChanged, ACTION: ActionStateChanged } as const;

function itemOf(parts: ApiParts, item: FeedItem): ExecutionStreamItem {
  const cursor = cursorText(item.cursor);
  switch (item.kind) {
    case 'change':
      return new EVENTS[item.change.kind](cursor, item.change, parts.newsReads.of(item.change));
    case 'heartbeat':
      return new Heartbeat(cursor);
    case 'lagged':
      return new StreamReset(cursor, StreamResetReason.LAGGED);
    case 'expired':
      return new StreamReset(cursor, StreamResetReason.CURSOR_EXPIRED);
  }
}
