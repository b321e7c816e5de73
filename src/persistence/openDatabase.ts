import type { DataSource } from 'typeorm';
import { type Dialect, dialectOf } from '../base/databaseUrl.ts';
import { createDataSource } from './dataSource.ts';
import { MysqlTurnStore } from './mysql/MysqlTurnStore.ts';
import { PostgresTurnStore } from './postgres/PostgresTurnStore.ts';
import type { TurnStore } from './TurnStore.ts';

/** An open database, migrated to what this version needs. */
export interface Database {
  readonly dialect: Dialect;
  readonly dataSource: DataSource;
  readonly turns: TurnStore;
  close(): Promise<void>;
}

/** Connects and migrates. Processes that start at the same time migrate one after another. */
export async function openDatabase(url: string): Promise<Database> {
  const dialect = dialectOf(url);
  const dataSource = await createDataSource(url).initialize();
  try {
    await migrate(dataSource, dialect);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return {
    dialect,
    dataSource,
    turns: dialect === 'postgres' ? new PostgresTurnStore(dataSource) : new MysqlTurnStore(dataSource),
    close: () => dataSource.destroy(),
  };
}

/** Names the lock on the schema; any number that nobody else uses would do. */
const MIGRATION_LOCK = 8_151_623_042;
const LOCKS: Readonly<Record<Dialect, { take: string; release: string }>> = {
  postgres: {
    take: `SELECT pg_advisory_lock(${MIGRATION_LOCK})`,
    release: `SELECT pg_advisory_unlock(${MIGRATION_LOCK})`,
  },
  mysql: {
    take: `SELECT GET_LOCK('tramontane_migration', 60)`,
    release: `SELECT RELEASE_LOCK('tramontane_migration')`,
  },
};

async function migrate(dataSource: DataSource, dialect: Dialect): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(LOCKS[dialect].take);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query(LOCKS[dialect].release);
    await runner.release();
  }
}
