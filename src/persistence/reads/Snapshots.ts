import type { DataSource, QueryRunner } from 'typeorm';
import type { Dialect } from '../../base/databaseUrl.ts';
import { TransientFault } from '../../base/errors.ts';
import { type ChangeLog, type Cursor, type LogPart, ownerOf, PARTS } from '../ChangeLog.ts';
import { Reads } from './Reads.ts';

/** Executions as they were at a place in the change log: `reads` sees the effect of every change up to it and of none after. */
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

interface SnapshotSource {
  readonly dataSource: DataSource;
  readonly log: ChangeLog;
  readonly part: LogPart;
}

/**
 * Opens a snapshot of what a part of the log is about. Throws `TransientFault` where it changes too fast to be caught.
 *
 * Turns of different executions do not wait for each other: what is committed first need not come first in the log. So a
 * snapshot of the database may show changes whose place is not before all that it does not show; the cursor names them.
 */
export async function openSnapshot(
  dataSource: DataSource,
  dialect: Dialect,
  log: ChangeLog,
  part: LogPart,
): Promise<Snapshot> {
  for (let tries = 0; tries < TRIES; tries++) {
    const open = () => tryToOpen({ dataSource, log, part }, PLACES[dialect]);
    const snapshot = await (dialect === 'mysql' ? inTurn(dataSource, open) : open());
    if (snapshot) return snapshot;
  }
  throw new TransientFault('The executions change too fast to be read; try again.');
}

const openings = new WeakMap<DataSource, Promise<unknown>>();

/** One after the other: each of these takes a second connection while it holds one, and the pool has few. */
function inTurn<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const result = (openings.get(dataSource) ?? Promise.resolve()).then(work, work);
  openings.set(dataSource, result);
  return result;
}

async function tryToOpen(source: SnapshotSource, placeIn: PlaceIn): Promise<Snapshot | undefined> {
  const runner = source.dataSource.createQueryRunner();
  const close = () => closeRunner(runner);
  try {
    const cursor = await placeIn(runner, source);
    if (cursor && (cursor.seen?.length ?? 0) <= SEEN_LIMIT) return { cursor, reads: new Reads(runner.manager), close };
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return undefined;
}

/** Begins a transaction that sees one snapshot of the database, and tells its place in the log, where that can be told. */
type PlaceIn = (runner: QueryRunner, source: SnapshotSource) => Promise<Cursor | undefined>;

const PLACES: Readonly<Record<Dialect, PlaceIn>> = {
  /** A snapshot shows all changes before the oldest transaction in flight, which is where the cursor stands, and some after it. */
  postgres: async (runner, { part }) => {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query(`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_LIMIT_MS}`);
    const [place] = (await runner.query(
      `SELECT horizon.position, (
         SELECT array_agg(DISTINCT change_log.position::text) FROM change_log
         WHERE ${PARTS[part.kind]} = $1 AND change_log.position >= horizon.position
       ) AS seen
       FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS position) AS horizon`,
      [ownerOf(part)],
    )) as [{ readonly position: string; readonly seen: readonly string[] | null }];
    return { position: place.position, id: '0', ...(place.seen && { seen: place.seen }) };
  },

  /** Changes are numbered after their commit. The cursor stands at the last number shown; what is shown and has none gets one now. */
  mysql: async (runner, { dataSource, log, part }) => {
    // Numbers what is committed, so that little is left to be named.
    const end = await log.end();
    await runner.startTransaction('REPEATABLE READ');
    const shown = `SELECT position, id FROM change_log WHERE ${PARTS[part.kind]} = ? AND position`;
    const values = [ownerOf(part)];
    const [last] = (await runner.query(
      `${shown} IS NOT NULL ORDER BY position DESC, id DESC LIMIT 1`,
      values,
    )) as Cursor[];
    const unnumbered = (await runner.query(`${shown} IS NULL`, values)) as { readonly id: string }[];
    const place = last ? { position: String(last.position), id: String(last.id) } : end;
    if (unnumbered.length === 0) return place;
    if (unnumbered.length > SEEN_LIMIT) return undefined;
    await log.end();
    const numbered = (await dataSource.query('SELECT position FROM change_log WHERE id IN (?)', [
      unnumbered.map(({ id }) => id),
    ])) as { readonly position: string }[];
    return { ...place, seen: numbered.map(({ position }) => String(position)) };
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
