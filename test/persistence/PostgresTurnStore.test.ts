import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import { NOTHING_WRITTEN, type SendWithin } from '../../src/persistence/TurnStore.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`a turn on PostgreSQL${reachable ? '' : ' (none on this machine)'}`, () => {
  let server: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    server = await createPostgres();
    database = await openDatabase(server.url);
  });
  afterAll(async () => {
    await database.close();
    await server.drop();
  });

  /** Writes one row, and sends. */
  async function write(...sends: SendWithin[]): Promise<void> {
    const row = { id: newId(), queue: 'test', data: '{}', created_at: new Date() };
    await database.turns.transact((transaction) => transaction.commit({ ...NOTHING_WRITTEN, outbox: [row] }, sends));
  }
  const countRows = () => database.dataSource.getRepository('outbox').count();

  it('commits nothing where a job fails before its statement is submitted, or in it', async () => {
    const before = await countRows();
    await expect(write(() => Promise.reject(new Error('no such queue')))).rejects.toThrow('no such queue');
    await expect(write((sql) => sql.executeSql('SELECT 1 / 0'))).rejects.toThrow('division by zero');
    expect(await countRows()).toBe(before);
    await write((sql) => sql.executeSql('SELECT 1'));
    expect(await countRows()).toBe(before + 1);
  });

  it('gives its connection back, whatever became of it', async () => {
    const before = await countRows();
    for (let n = 0; n < 30; n++) {
      const broken = write((sql) => sql.executeSql('SELECT pg_terminate_backend(pg_backend_pid())'));
      await expect(broken).rejects.toThrow();
    }
    await write();
    expect(await countRows()).toBe(before + 1);
  });
});
