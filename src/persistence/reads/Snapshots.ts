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

/**
 * Opens a snapshot of an execution. Throws `TransientFault` where it changes too fast to be caught.
 *
 * Turns of one execution follow each other, so the changes that one database snapshot shows of it are the first ones of its
 * log, and the last of them is the cursor.
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
    const [last] = (await runner.query(dialect.lastChange, [rootId])) as LastChange[];
    if (last?.position !== null)
      return { cursor: last ? cursorOf(last) : end, reads: new Reads(runner.manager), close };
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return undefined;
}

interface LastChange {
  readonly position: string | number | null;
  readonly id: string | number;
}

const cursorOf = ({ position, id }: LastChange): Cursor => ({ position: String(position), id: String(id) });

interface SnapshotSql {
  readonly prepare: readonly string[];
  /** A change without a number comes first: it is the newest. */
  readonly lastChange: string;
}

const DIALECTS: Readonly<Record<Dialect, SnapshotSql>> = {
  postgres: {
    prepare: [`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_LIMIT_MS}`],
    lastChange: 'SELECT position, id FROM change_log WHERE root_id = $1 ORDER BY position DESC, id DESC LIMIT 1',
  },
  mysql: {
    prepare: [],
    lastChange: `SELECT position, id FROM change_log WHERE root_id = ?
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
