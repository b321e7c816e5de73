import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeLogOf } from '../../src/persistence/ChangeLog.ts';
import { ChangeLogTrim } from '../../src/persistence/ChangeLogTrim.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n));

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(
    `the change log on ${server.name}${reachable ? '' : ' (no server on this machine)'}`,
    () => {
      let test: TestDatabase;
      let database: Database;
      beforeAll(async () => {
        test = await server.create();
        database = await openDatabase(test.url);
      });
      afterAll(async () => {
        await database.close();
        await test.drop();
      });

      it('loses what is old and remembers up to where, and keeps what shares a transaction together', async () => {
        const { dataSource, dialect } = database;
        const common = { project_id: 'p', root_id: 'r', execution_id: 'e', kind: 'TASK', from_state: null } as const;
        // Position 3 is one transaction that began on an old day and goes on to a new one.
        const entries = [1, 2, 2, 3, 3, 4].map((position, n) => ({
          ...{ ...common, entity_id: `t${n}`, to_state: 'RUNNING', state_info: null },
          ...{ position: String(position), at: day([1, 1, 2, 2, 9, 9][n] as number) },
        }));
        await dataSource.getRepository('change_log').insert(entries);
        const trim = new ChangeLogTrim(dataSource);
        expect(await trim.before(day(5))).toBe(3);
        expect(await trim.before(day(5))).toBe(0);
        const log = changeLogOf(dataSource, dialect);
        const kept = await dataSource.query('SELECT entity_id FROM change_log ORDER BY position, id');
        expect(kept.map((row: { entity_id: string }) => row.entity_id)).toEqual(['t3', 't4', 't5']);
        const expiry = [1, 2, 3].map((position) => log.isExpired({ position: String(position), id: '0' }));
        expect(await Promise.all(expiry)).toEqual([true, true, false]);
        // The last entry stays, however old.
        expect(await trim.before(day(30))).toBe(2);
        expect(await dataSource.query('SELECT entity_id FROM change_log')).toEqual([{ entity_id: 't5' }]);
      });
    },
  );
}
