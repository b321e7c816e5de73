import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livingProcess } from '../../src/embedded/processes.ts';
import { ask, eventually, kill, removeTemplate, Scene } from './scene.ts';

let scene: Scene;
beforeEach(() => {
  scene = new Scene();
});
afterEach(() => scene.end());
afterAll(removeTemplate);

const IN_USE = /^The data directory .* is in use by process \d+: stop it, or choose another --data-dir\.$/;

describe('the embedded PostgreSQL', () => {
  it('is the same on every machine, and loses nothing', async () => {
    const { url } = await scene.start();
    const [database] = await ask(
      url,
      `SELECT current_database() AS name, pg_encoding_to_char(encoding) AS encoding, datlocale AS locale
       FROM pg_database WHERE datname = current_database()`,
    );
    expect(database).toEqual({ name: 'tramontane', encoding: 'UTF8', locale: 'C.UTF-8' });
    const settings = await ask(
      url,
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('TimeZone', 'fsync', 'synchronous_commit', 'listen_addresses') ORDER BY name`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      TimeZone: 'UTC',
      fsync: 'on',
      synchronous_commit: 'on',
      listen_addresses: '',
    });
  });

  it('keeps its data over a stop and a start', async () => {
    await scene.fill();
    const first = await scene.start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    expect(livingProcess(first.pid)).toBeUndefined();
    const second = await scene.start();
    expect(await ask(second.url, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });

  it('is adopted when its process was killed', async () => {
    await scene.fill();
    const killed = await scene.startElsewhere();
    await ask(killed.said, 'CREATE TABLE kept AS SELECT 1 AS one');
    await kill(killed.process);
    const next = await scene.start();
    expect(next.url).toBe(killed.said);
    expect(await ask(next.url, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
    await next.stop();
    expect(livingProcess(next.pid)).toBeUndefined();
  });

  it('started again at the same address when it was killed, with every acknowledged row', async () => {
    await scene.fill();
    const server = await scene.start();
    const { pid } = server;
    await ask(server.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(pid, 'SIGKILL');
    await eventually(() => server.pid !== pid);
    expect(await ask(server.url, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });

  it('started again when it was adopted and then killed', async () => {
    await scene.fill();
    await kill((await scene.startElsewhere()).process);
    const server = await scene.start();
    const { pid } = server;
    process.kill(pid, 'SIGKILL');
    await eventually(() => server.pid !== pid);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('can be stopped twice', async () => {
    await scene.fill();
    const server = await scene.start();
    await Promise.all([server.stop(), server.stop()]);
    expect(livingProcess(server.pid)).toBeUndefined();
  });

  it('listens in a short folder however long the path of the data is', async () => {
    const far = join(scene.dataDir, 'x'.repeat(100), 'y'.repeat(100));
    const server = await scene.start(far);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });
});

describe('a data directory', () => {
  it('is used by one process at a time', async () => {
    await scene.fill();
    const first = await scene.startElsewhere();
    await expect(scene.start()).rejects.toThrow(IN_USE);
    await expect(scene.start()).rejects.toThrow(`process ${first.process.pid}:`);
    expect(await ask(first.said, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is used once in one process', async () => {
    await scene.fill();
    await scene.start();
    await expect(scene.start()).rejects.toThrow(IN_USE);
  });

  it('goes to one of several that start on it at the same moment', async () => {
    const started = await Promise.all([1, 2, 3].map(() => scene.startElsewhere()));
    const said = started.map((starter) => starter.said.replace(/\?.*/, ''));
    expect(said.filter((text) => text.startsWith('postgres://'))).toHaveLength(1);
    expect(said.filter((text) => IN_USE.test(text))).toHaveLength(2);
  });

  it('whose making was interrupted is made anew', async () => {
    const starter = scene.spawnStarter();
    const place = join(scene.dataDir, 'postgres');
    await eventually(() => existsSync(place) && readdirSync(place).some((name) => name.startsWith('data.new-')));
    await kill(starter);
    const { url } = await scene.start();
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(readdirSync(place).filter((name) => name.startsWith('data.new-'))).toEqual([]);
  });

  it('of another version of PostgreSQL is left alone', async () => {
    await scene.fill();
    await (await scene.start()).stop();
    writeFileSync(join(scene.place, 'data', 'PG_VERSION'), '12\n');
    await expect(scene.start()).rejects.toThrow(/is of PostgreSQL 12 and the embedded one is 18/);
  });

  it('that cannot be made is reported in one line', async () => {
    writeFileSync(join(scene.folder, 'file'), '');
    await expect(scene.start(join(scene.folder, 'file', 'data'))).rejects.toThrow(
      /^The data directory .* cannot be made: .*$/,
    );
  });

  it('with a broken configuration says what PostgreSQL said', async () => {
    await scene.fill();
    await (await scene.start()).stop();
    appendFileSync(join(scene.place, 'data', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(scene.start()).rejects.toThrow(
      /^PostgreSQL did not start: .*(no_such_setting|configuration file).*postgres\.log\]$/,
    );
  });
});

describe('a process id left by a dead server', () => {
  async function leaveBehind(pid: number): Promise<void> {
    await scene.fill();
    await (await scene.start()).stop();
    const data = join(scene.place, 'data');
    writeFileSync(join(data, 'postmaster.pid'), `${pid}\n${data}\n1\n5432\n/nowhere\n\n0 0\nready\n`);
  }

  it('is not believed while it is a zombie', async () => {
    // The shell is replaced by a program that never asks about the child it inherits.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const zombie = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    try {
      await eventually(() => livingProcess(zombie) === undefined);
      await leaveBehind(zombie);
      expect(await ask((await scene.start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await kill(parent);
    }
  });

  it('is not believed when another process has got it', async () => {
    await leaveBehind(process.pid);
    expect(await ask((await scene.start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is no reason to remove a folder that is not ours', async () => {
    const folder = join(scene.folder, 'precious');
    mkdirSync(folder);
    await scene.fill();
    await (await scene.start()).stop();
    const data = join(scene.place, 'data');
    writeFileSync(join(data, 'postmaster.pid'), `999999999\n${data}\n1\n5432\n${folder}\n\n0 0\nready\n`);
    await scene.start();
    expect(existsSync(folder)).toBe(true);
  });
});
