import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readMysqlVersion } from '../../src/embedded/askVersion.ts';
import { checkDatabase, withoutSecrets } from '../../src/embedded/checkDatabase.ts';
import { Scene } from './scene.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}

/** As much of PostgreSQL's protocol as it takes to say how old one is. */
function oldPostgres(versionNumber: string): Promise<number> {
  const ready = message('Z', Buffer.from('I'));
  const welcome = Buffer.concat([message('R', Buffer.alloc(4)), ready]);
  const column = Buffer.concat([Buffer.from('number\0'), Buffer.alloc(6), Buffer.from([0, 0, 0, 25]), Buffer.alloc(8)]);
  const answer = Buffer.concat([
    message('T', Buffer.concat([Buffer.from([0, 1]), column])),
    message('D', Buffer.concat([Buffer.from([0, 1, 0, 0, 0, versionNumber.length]), Buffer.from(versionNumber)])),
    message('C', Buffer.from('SELECT 1\0')),
    ready,
  ]);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => socket.write(data[0] === 'Q'.charCodeAt(0) ? answer : welcome));
  });
  return listen(server);
}

describe('a database that is given', () => {
  it('is accepted when it answers and is new enough', async () => {
    const scene = new Scene();
    endings.push(() => scene.end());
    const { url } = await scene.start();
    expect(await checkDatabase(url)).toMatchObject({ kind: 'postgres', version: expect.stringMatching(/^18\.\d+$/) });
  });

  it('is refused when it is too old', async () => {
    const port = await oldPostgres('120022');
    await expect(checkDatabase(`postgres://me:secret@127.0.0.1:${port}/db?sslmode=disable`)).rejects.toThrow(
      `The database at postgres://me@127.0.0.1:${port}/db is PostgreSQL 12.22; 13.0 or newer is needed.`,
    );
  });

  it('is refused in one line, without its password, when nothing answers', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    for (const kind of ['postgres', 'mysql', 'mariadb']) {
      await expect(checkDatabase(`${kind}://me:secret@127.0.0.1:${port}/db`)).rejects.toThrow(
        new RegExp(`^The database at ${kind}://me@127\\.0\\.0\\.1:${port}/db cannot be reached: .*ECONNREFUSED.*$`),
      );
    }
  });

  it('is refused when it is of another kind', async () => {
    await expect(checkDatabase('oracle://a/b')).rejects.toThrow('A database is given as postgres://… or mysql://….');
  });
});

describe('what MySQL and MariaDB call themselves', () => {
  it.each([
    ['8.0.36-0ubuntu0.22.04.1', { kind: 'mysql', version: '8.0.36' }],
    ['9.1.0', { kind: 'mysql', version: '9.1.0' }],
    ['10.11.6-MariaDB-1', { kind: 'mariadb', version: '10.11.6' }],
    ['5.5.5-10.6.12-MariaDB-log', { kind: 'mariadb', version: '10.6.12' }],
  ])('%s is understood', (text, server) => {
    expect(readMysqlVersion(text)).toEqual(server);
  });
});

describe('an address as it is shown', () => {
  it.each([
    ['postgres://me:se:cr@et@host:1/db', 'postgres://me@host:1/db'],
    ['postgres://host/db?password=secret', 'postgres://host/db'],
    ['mysql://me@host/db', 'mysql://me@host/db'],
  ])('has no secrets: %s', (url, shown) => {
    expect(withoutSecrets(url)).toBe(shown);
  });
});
