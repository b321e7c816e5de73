import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Projects } from '../../src/access/Projects.ts';
import { Tokens } from '../../src/access/Tokens.ts';
import { NotFoundError, UnauthenticatedError } from '../../src/base/errors.ts';
import { newId } from '../../src/base/ids.ts';
import { AccessStore } from '../../src/persistence/AccessStore.ts';
import { type Database, openDatabase } from '../../src/persistence/openDatabase.ts';
import { isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';

for (const server of SERVERS) {
  const reachable = await isReachable(server.create);
  describe.skipIf(!reachable)(`tokens on ${server.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let made: TestDatabase;
    let database: Database;
    let nowMs = Date.UTC(2030, 0, 1);
    const clock = { now: () => new Date(nowMs) };
    let tokens: Tokens;
    beforeAll(async () => {
      made = await server.create();
      database = await openDatabase(made.url);
      tokens = open();
    });
    afterAll(async () => {
      await database.close();
      await made.drop();
    });

    /** As another process would. */
    function open(): Tokens {
      const store = new AccessStore(database.dataSource);
      return new Tokens(store, new Projects(store, clock), clock);
    }
    const create = (more: object = {}) =>
      tokens.create({ name: 'ci', project: 'north', roles: ['member'], expiresAt: null, ...more });

    it('say who has them, in every process, and keep their text nowhere', async () => {
      const { text, token } = await create();
      const principal = await open().verify(text);
      expect(principal).toMatchObject({ subject: `token:${token.id}`, project: { name: 'north' }, roles: ['member'] });
      expect(await tokens.verify(text)).toEqual(principal);
      expect(JSON.stringify(await database.dataSource.query('SELECT * FROM api_token'))).not.toContain(text.slice(40));
    });

    it('of the same project are of the same project', async () => {
      const [first, second] = [await create(), await create({ name: 'other' })];
      expect((await tokens.verify(first.text)).project).toEqual((await open().verify(second.text)).project);
    });

    it('made at the same time for a new project agree on it', async () => {
      const made = await Promise.all(
        [1, 2, 3, 4].map(() => open().create({ name: 'n', project: 'new', roles: [], expiresAt: null })),
      );
      const projects = await Promise.all(made.map(async ({ text }) => (await open().verify(text)).project.id));
      expect(new Set(projects).size).toBe(1);
    });

    it('are worth nothing with another secret, or where there is none of that id', async () => {
      const { text } = await create();
      const other = `${text.slice(0, -3)}${text.endsWith('AAA') ? 'BBB' : 'AAA'}`;
      await expect(tokens.verify(other)).rejects.toThrow(UnauthenticatedError);
      const absent = text.replace(/_[0-9a-f]{32}_/, `_${newId().replaceAll('-', '')}_`);
      await expect(tokens.verify(absent)).rejects.toThrow(UnauthenticatedError);
    });

    it('expire on the moment, also where they were used before', async () => {
      const { text } = await create({ expiresAt: new Date(nowMs + 2_000) });
      await tokens.verify(text);
      nowMs += 1_999;
      await tokens.verify(text);
      nowMs += 1;
      await expect(tokens.verify(text)).rejects.toThrow('expired');
    });

    it('stop working within five seconds when they are revoked, in every process', async () => {
      const { text, token } = await create();
      const elsewhere = open();
      await elsewhere.verify(text);
      await tokens.revoke(token.id);
      nowMs += 5_000;
      await expect(elsewhere.verify(text)).rejects.toThrow(UnauthenticatedError);
      expect((await tokens.list()).find(({ id }) => id === token.id)?.revokedAt).toEqual(new Date(nowMs - 5_000));
      await expect(tokens.revoke(newId())).rejects.toThrow(NotFoundError);
    });
  });
}
