import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_SETTINGS } from '../../src/base/postgresSession.ts';
import { openDatabase } from '../../src/persistence/openDatabase.ts';
import { type NamedStatement, writeStatements } from '../../src/persistence/postgres/writeStatement.ts';
import { NOTHING_WRITTEN, type TurnWrites } from '../../src/persistence/TurnStore.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';

const reachable = await isReachable(createPostgres);
const row = [{}] as never;

describe.skipIf(!reachable)(
  `the statement that writes what a turn changed${reachable ? '' : ' (no PostgreSQL on this machine)'}`,
  () => {
    let database: TestDatabase;
    let client: pg.Client;
    beforeAll(async () => {
      database = await createPostgres();
      await (await openDatabase(database.url)).close();
      client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query(SESSION_SETTINGS);
    });
    afterAll(async () => {
      await client.end();
      await database.drop();
    });

    /** How PostgreSQL will carry it out, for as long as the connection lasts. */
    async function planOf(writes: Partial<TurnWrites>): Promise<string> {
      const [{ name, text, values }] = writeStatements({ ...NOTHING_WRITTEN, ...writes }) as [NamedStatement];
      await client.query(`PREPARE ${name} AS ${text}`);
      const given = values.map((value) => (typeof value === 'string' ? `'[]'` : `'{}'`)).join(', ');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE ${name} (${given})`);
      return rows.map((line) => line['QUERY PLAN']).join('\n');
    }

    it('writes what is discarded before the others where several executions take their turns', () => {
      const first = (executions: TurnWrites['executions']) =>
        writeStatements({ ...NOTHING_WRITTEN, executions, discarded: row }).map(({ text }) =>
          text.includes('discarded'),
        );
      expect(first([...row, ...row])).toEqual([true, false]);
      expect(first(row)).toEqual([true]);
    });

    // All tables are empty here: a plan for what they hold now would read them whole.
    it.each<Partial<TurnWrites>>([
      { executions: row },
      { tasks: row },
      { actionStates: row },
      { discarded: row },
      { forgotten: row },
      { executions: row, tasks: row, changes: row },
    ])('finds each row by its key: %o', async (writes) => {
      const plan = await planOf(writes);
      expect(plan).not.toContain('Seq Scan');
      const scans = plan.match(/Index (?:Only )?Scan/g) ?? [];
      expect(scans.length).toBeGreaterThan(0);
      expect(plan.match(/Index Cond/g) ?? []).toHaveLength(scans.length);
    });
  },
);
