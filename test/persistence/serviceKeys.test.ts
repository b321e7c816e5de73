import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import { ServiceKeyStore } from '../../src/persistence/ServiceKeyStore.ts';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(`keys on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let database: TestDatabase;
    let opened: Database[];
    beforeAll(async () => {
      database = await server.create();
      opened = await Promise.all([openDatabase(database.url), openDatabase(database.url)]);
    });
    afterAll(async () => {
      await Promise.all(opened.map((each) => each.close()));
      await database.drop();
    });

    it('are the same for all processes, whoever comes first, and one for each name', async () => {
      const stores = opened.map(({ dataSource }) => new ServiceKeyStore(dataSource));
      const asked = stores.flatMap((store) => [store.obtain('one'), store.obtain('one'), store.obtain('other')]);
      const keys = (await Promise.all(asked)).map((key) => key.toString('hex'));
      expect(new Set(keys).size).toBe(2);
      expect([keys[0], keys[1], keys[3], keys[4]]).toEqual(Array(4).fill(keys[0]));
      expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    });
  });
}
