import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { ChangeFeed } from '../../src/changes/ChangeFeed.ts';
import { cursorText, parseCursor } from '../../src/changes/Cursor.ts';
import { changeLogOf } from '../../src/persistence/ChangeLog.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import { openSnapshot } from '../../src/persistence/reads/Snapshots.ts';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(`a snapshot on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
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

    const log = () => changeLogOf(database.dataSource, database.dialect);

    /** A turn somewhere in the tree, which changes one entity; `meanwhile` happens before its commit. */
    async function turn(rootId: string, entityId: string, meanwhile: () => Promise<unknown> = async () => {}) {
      const change = {
        project_id: 'p',
        root_id: rootId,
        execution_id: entityId,
        kind: 'TASK' as const,
        entity_id: entityId,
        from_state: null,
        to_state: 'RUNNING',
        state_info: null,
        at: new Date(),
      };
      const runner = database.dataSource.createQueryRunner();
      await runner.startTransaction('READ COMMITTED');
      const names = Object.keys(change);
      const isPostgres = database.dialect === 'postgres';
      const marks = names.map((_, index) => (isPostgres ? `$${index + 1}` : '?'));
      await runner.query(
        `INSERT INTO change_log (${[...names, 'position'].join(', ')})
         VALUES (${marks.join(', ')}, ${isPostgres ? 'pg_current_xact_id()::text::bigint' : 'NULL'})`,
        Object.values(change),
      );
      await meanwhile();
      await runner.commitTransaction();
      await runner.release();
    }

    it('and what follows it show each change once, also where turns of a tree overtake each other', async () => {
      const rootId = newId();
      let cursor = '';
      const told: string[] = [];
      const feed = new ChangeFeed(log(), { log: silentLogger, heartbeatMs: 20 });
      await turn(rootId, 'first');
      await turn(rootId, 'slow', async () => {
        await turn(rootId, 'fast');
        const snapshot = await openSnapshot(database.dataSource, database.dialect, log(), { kind: 'tree', rootId });
        await snapshot.close();
        cursor = cursorText(snapshot.cursor);
      });
      await turn(rootId, 'last');
      // Each item comes by a connection of its own.
      while (told.at(-1) !== 'last') {
        const stream = feed.follow({ kind: 'tree', rootId }, parseCursor(cursor));
        const { value } = await stream.next();
        await stream.return();
        if (value?.kind === 'change') told.push(value.change.entity_id);
        if (value) cursor = cursorText(value.cursor);
      }
      expect(told).toEqual(['slow', 'last']);
    });
  });
}
