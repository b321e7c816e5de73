import type { DataSource, QueryRunner } from 'typeorm';
import type { Dialect } from '../base/databaseUrl.ts';
import type { Id } from '../base/ids.ts';
import { queryPrepared } from './postgres/postgresPool.ts';
import type { ChangeRow } from './rows.ts';

/** A place in the change log: everything at or before it has been seen. Numbers are texts, because they exceed 2^53. */
export interface Cursor {
  readonly position: string;
  readonly id: string;
  /** Later positions whose changes have been seen as well: see `Snapshots.ts`. */
  readonly seen?: readonly string[];
}

/** What a reader wants of the log: one execution tree, or the executions of a project without their tasks and actions. */
export type LogPart =
  | { readonly kind: 'tree'; readonly rootId: Id }
  | { readonly kind: 'executions'; readonly projectId: Id };

/** Reads the change log in its public order, which has no holes: what a reader has passed never gains an entry. */
export interface ChangeLog {
  /** The place after everything that is in the log now. */
  end(): Promise<Cursor>;
  /** At most `limit` changes after a cursor, of everything unless a part is given. */
  after(cursor: Cursor, limit: number, part?: LogPart): Promise<readonly ChangeRow[]>;
  /** Whether something after a cursor is no longer kept. To be asked after reading, so that nothing is missed unawares. */
  isExpired(cursor: Cursor): Promise<boolean>;
}

/** The log of a database. */
export function changeLogOf(dataSource: DataSource, dialect: Dialect): ChangeLog {
  return dialect === 'postgres' ? new PostgresChangeLog(dataSource) : new MysqlChangeLog(dataSource);
}

/**
 * Ordered by transaction number. Readers stop at the oldest transaction in flight: all below it have ended, and every new one
 * gets a higher number, so nothing can appear behind a reader.
 */
class PostgresChangeLog implements ChangeLog {
  constructor(private readonly dataSource: DataSource) {}

  async end(): Promise<Cursor> {
    const [row] = await queryPrepared<{ position: string }>(this.dataSource, `SELECT ${HORIZON} AS position`, []);
    return { position: (row as { position: string }).position, id: '0' };
  }

  after(cursor: Cursor, limit: number, part?: LogPart): Promise<readonly ChangeRow[]> {
    const values = [cursor.position, cursor.id, limit, ...(part ? [ownerOf(part)] : [])];
    return queryPrepared(
      this.dataSource,
      `SELECT * FROM change_log
       WHERE (position, id) > ($1, $2) AND position < ${HORIZON} ${part ? `AND ${PARTS[part.kind]} = $4` : ''}
       ORDER BY position, id LIMIT $3`,
      values,
    );
  }

  isExpired(cursor: Cursor): Promise<boolean> {
    return isBelowFloor(this.dataSource, cursor);
  }
}

/** What picks a part, up to the value that names whose it is. */
export const PARTS: Readonly<Record<LogPart['kind'], string>> = {
  tree: 'root_id',
  executions: "kind = 'EXECUTION' AND project_id",
};
export const ownerOf = (part: LogPart): Id => (part.kind === 'tree' ? part.rootId : part.projectId);

/** The floor is the last position that `ChangeLogTrim.ts` has taken away. */
async function isBelowFloor(dataSource: DataSource, { position }: Cursor): Promise<boolean> {
  const [row] = (await dataSource.query('SELECT position FROM change_log_floor')) as { position: string }[];
  return row !== undefined && BigInt(position) <= BigInt(row.position);
}

/** The oldest transaction in flight: readers stop before it. */
export const HORIZON = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint';

/** Ordered by numbers that are given after the commit: whoever reads first numbers what nobody has numbered yet. */
class MysqlChangeLog implements ChangeLog {
  constructor(private readonly dataSource: DataSource) {}

  async end(): Promise<Cursor> {
    await this.number();
    const [row] = (await this.dataSource.query(
      'SELECT COALESCE(MAX(position), 0) + 1 AS position FROM change_log',
    )) as [{ position: string }];
    return { position: String(row.position), id: '0' };
  }

  async after(cursor: Cursor, limit: number, part?: LogPart): Promise<readonly ChangeRow[]> {
    await this.number();
    const values = [cursor.position, cursor.id, ...(part ? [ownerOf(part)] : []), limit];
    return this.dataSource.query(
      `SELECT * FROM change_log
       WHERE (position, id) > (?, ?) ${part ? `AND ${PARTS[part.kind]} = ?` : ''} ORDER BY position, id LIMIT ?`,
      values,
    );
  }

  isExpired(cursor: Cursor): Promise<boolean> {
    return isBelowFloor(this.dataSource, cursor);
  }

  /** One numberer at a time. Entries of one execution are committed in the order of their ids, so each batch is in order. */
  private async number(): Promise<void> {
    if ((await this.dataSource.query(UNNUMBERED, [1])).length === 0) return;
    const runner = this.dataSource.createQueryRunner();
    try {
      const [lock] = (await runner.query(`SELECT GET_LOCK('tramontane_change_log', 10) AS taken`)) as [
        { taken: unknown },
      ];
      if (Number(lock.taken) !== 1) return;
      // The lock belongs to the connection, which lives on in the pool.
      await numberAll(runner).finally(() => runner.query(`SELECT RELEASE_LOCK('tramontane_change_log')`));
    } finally {
      await runner.release();
    }
  }
}

const NUMBER_LIMIT = 500;
const UNNUMBERED = 'SELECT id FROM change_log WHERE position IS NULL ORDER BY id LIMIT ?';

/**
 * Reads first and writes then. An UPDATE that looks for the entries itself would wait for every turn that has written one and
 * not yet committed.
 */
async function numberAll(runner: QueryRunner): Promise<void> {
  for (;;) {
    const ids = ((await runner.query(UNNUMBERED, [NUMBER_LIMIT])) as { id: string }[]).map((row) => row.id);
    if (ids.length === 0) return;
    const [{ last }] = (await runner.query('SELECT COALESCE(MAX(position), 0) AS last FROM change_log')) as [
      { last: string },
    ];
    await runner.query('UPDATE change_log SET position = CAST(? AS UNSIGNED) + FIND_IN_SET(id, ?) WHERE id IN (?)', [
      last,
      ids.join(','),
      ids,
    ]);
    if (ids.length < NUMBER_LIMIT) return;
  }
}
