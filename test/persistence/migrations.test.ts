import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '../../src/persistence/dataSource.ts';
import { openDatabase } from '../../src/persistence/openDatabase.ts';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(`migrations on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await server.create();
    });
    afterAll(() => database.drop());

    it('run once when several processes start together, and leave nothing for migration:generate to change', async () => {
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase(database.url)));
      const dataSource = await createDataSource(database.url).initialize();
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      const ran = await dataSource.query('SELECT name FROM migrations');
      await Promise.all([...opened.map((each) => each.close()), dataSource.destroy()]);
      expect(upQueries.map((query) => query.query)).toEqual([]);
      expect(ran).toHaveLength(dataSource.migrations.length);
    });
  });
}
