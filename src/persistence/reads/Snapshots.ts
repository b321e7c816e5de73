import type { DataSource, QueryRunner } from 'typeorm';
import type { Dialect } from '../../base/databaseUrl.ts';
import { TransientFault } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';
import type { ChangeLog, Cursor } from '../ChangeLog.ts';
import { Reads } from './Reads.ts';

/** An execution as it was at a place in the change log: `reads` sees the effect of every change up to it and of none after. */
export interface Snapshot {
  readonly cursor: Cursor;
  readonly reads: Reads;
  close(): Promise<void>;
}

/** A reader who leaves a snapshot open does not keep the database from tidying up for ever. */
const IDLE_LIMIT_MS = 30_000;
const TRIES = 20;

/** Positions a cursor may hold beside its own. Clients keep cursors, and send them back. */
export const SEEN_LIMIT = 500;

/**
 * Opens a snapshot of an execution and its tree. Throws `TransientFault` where it changes too fast to be caught.
 *
 * Turns of a parent and of its children do not wait for each other: what is committed first need not come first in the log.
 * On PostgreSQL the database's snapshot shows all changes before the oldest transaction in flight, and some after it; the cursor
 * is the former's end, and names the latter. On MySQL changes are numbered after their commit, so those that a database snapshot
 * shows are the first ones, once all of them have numbers.
 */
export async function openSnapshot(
  dataSource: DataSource,
  dialect: Dialect,
  log: ChangeLog,
  rootId: Id,
): Promise<Snapshot> {
  for (let tries = 0; tries < TRIES; tries++) {
    // Also gives numbers to what is committed, where the database does not do that by itself.
    const end = await log.end();
    const snapshot = await tryToOpen(dataSource, DIALECTS[dialect], rootId, end);
    if (snapshot) return snapshot;
  }
  throw new TransientFault('The execution changes too fast to be read; try again.');
}

async function tryToOpen(
  dataSource: DataSource,
  dialect: SnapshotSql,
  rootId: Id,
  end: Cursor,
): Promise<Snapshot | undefined> {
  const runner = dataSource.createQueryRunner();
  const close = () => closeRunner(runner);
  try {
    await runner.startTransaction('REPEATABLE READ');
    for (const statement of dialect.prepare) await runner.query(statement);
    const [place] = (await runner.query(dialect.place, [rootId])) as Place[];
    const cursor = place ? cursorOf(place) : end;
    if (cursor) return { cursor, reads: new Reads(runner.manager), close };
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return undefined;
}

interface Place {
  readonly position: string | number | null;
  readonly id: string | number;
  readonly seen?: readonly string[] | null;
}

/** `undefined` where the place cannot be told, or not in few words. */
function cursorOf({ position, id, seen }: Place): Cursor | undefined {
  if (position === null || (seen && seen.length > SEEN_LIMIT)) return undefined;
  return { position: String(position), id: String(id), ...(seen && { seen }) };
}

interface SnapshotSql {
  readonly prepare: readonly string[];
  /** The place of an execution's tree in the log as the snapshot shows it; without a position where some change has no number yet. */
  readonly place: string;
}

const DIALECTS: Readonly<Record<Dialect, SnapshotSql>> = {
  postgres: {
    prepare: [`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_LIMIT_MS}`],
    place: `
      SELECT horizon.position, 0 AS id, (
        SELECT array_agg(DISTINCT change_log.position::text) FROM change_log
        WHERE root_id = $1 AND change_log.position >= horizon.position
      ) AS seen
      FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS position) AS horizon`,
  },
  mysql: {
    prepare: [],
    place: `SELECT position, id FROM change_log WHERE root_id = ?
                 ORDER BY position IS NULL DESC, position DESC, id DESC LIMIT 1`,
  },
};

async function closeRunner(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } finally {
    await runner.release();
  }
}
