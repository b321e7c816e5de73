import pg from 'pg';
import { expect, it } from 'vitest';
import { isUnavailable } from '../../src/persistence/isUnavailable.ts';
import { createPostgres, isReachable } from '../support/databases.ts';

const reachable = await isReachable(createPostgres);
const failed = (details: object, message = 'It failed.') => Object.assign(new Error(message), details);

it.each([
  ['too many connections', failed({ code: '53300' })],
  ['a server that starts', failed({ code: '57P03' })],
  ['a deadlock', failed({ code: '40P01' })],
  ['too many connections of MySQL', failed({ code: 'ER_CON_COUNT_ERROR', errno: 1040 })],
  ['a deadlock of MySQL', failed({ code: 'ER_LOCK_DEADLOCK', errno: 1213 })],
  ['a port where nobody listens', failed({ code: 'ECONNREFUSED' })],
  ['a socket that is gone', failed({ code: 'ENOENT', syscall: 'connect' })],
  ['a connection that ended', failed({}, 'Connection terminated unexpectedly')],
])('%s passes', (_, error) => {
  expect(isUnavailable(error)).toBe(true);
});

it.each([
  ['a key that is there', failed({ code: '23505' })],
  ['a file that is missing', failed({ code: 'ENOENT', syscall: 'open' })],
  ['a mistake of ours', new TypeError('x is not a function')],
  ['nothing', undefined],
])('%s does not', (_, error) => {
  expect(isUnavailable(error)).toBe(false);
});

it.skipIf(!reachable)('so does what a server says that has no connection left', async () => {
  const database = await createPostgres();
  const { pathname } = new URL(database.url);
  const run = async (connectionString: string, text: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  try {
    const role = `nobody_${pathname.slice(-8)}`;
    await run(database.url, `CREATE ROLE ${role} LOGIN CONNECTION LIMIT 0`);
    const url = new URL(database.url);
    url.username = role;
    const refused = await run(url.href, 'SELECT 1').catch((error: unknown) => error);
    await run(database.url, `DROP ROLE ${role}`);
    expect(isUnavailable(refused)).toBe(true);
  } finally {
    await database.drop();
  }
});
