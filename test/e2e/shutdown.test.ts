import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPostmasterFile } from '../../src/embedded/postmasterFile.ts';
import { livingProcess } from '../../src/embedded/processes.ts';
import { createPostgres, isReachable } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';
import { Clients, createTraceWorkflows } from './support/Clients.ts';
import { CrashRun, PLUGINS } from './support/CrashRun.ts';
import { countOpen, readExecutions } from './support/Outcome.ts';
import { Wire } from './support/Wire.ts';

const hasPostgres = await isReachable(createPostgres);
const LONG = { timeout: 180_000 };
const PATIENCE_MS = 60_000;

describe.skipIf(!hasPostgres).concurrent('asked to stop', () => {
  it('a server ends what is running, and leaves the rest to the next', LONG, async () => {
    await CrashRun.of(
      createPostgres,
      async (run) => {
        const server = await run.start();
        run.clients.ask(100);
        const sending = run.clients.send(server);
        await eventually(() => expect(run.clients.acknowledged.size).toBeGreaterThan(50), PATIENCE_MS);
        expect(await server.stop()).toBe(0);
        await sending;
        const executions = await run.finish();
        expect(executions.filter(({ state }) => state !== 'SUCCESS')).toEqual([]);
        expect(run.runs().filter(({ attempt }) => attempt > 1)).toEqual([]);
      },
      100,
    );
  });

  it(
    'a server waits neither for actions that do not end nor for clients that do not read; the next one settles them at once',
    LONG,
    async () => {
      const actionMs = 20_000;
      await CrashRun.of(
        createPostgres,
        async (run) => {
          const server = await run.start();
          run.clients.ask(20, ['one_once', 'one_again']);
          await run.clients.send(server);
          await eventually(() => expect(run.runs()).toHaveLength(20), PATIENCE_MS);
          const [id] = run.clients.acknowledged.values();
          const wire = new Wire(server, { id: id as string }, () => {});
          wire.pause();
          const stoppedMs = performance.now();
          expect(await server.stop()).toBe(0);
          expect(performance.now() - stoppedMs).toBeLessThan(actionMs * 0.8);
          const executions = await run.finish();
          expect(Object.groupBy(executions, ({ state }) => state)).toMatchObject({
            ERROR: { length: 10 },
            SUCCESS: { length: 10 },
          });
        },
        actionMs,
      );
    },
  );
});

describe('with the embedded database', () => {
  let folder: string;
  let servers: Server[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tramontane-e2e-'));
    chmodSync(folder, 0o755);
    servers = [];
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.kill()));
    const { pid } = postmaster() ?? {};
    if (pid) process.kill(pid, 'SIGQUIT');
    await eventually(() => expect(postmaster()).toBeUndefined());
    rmSync(folder, { recursive: true });
  });

  const start = async () => {
    const server = await Server.start({
      flags: ['--data-dir', join(folder, 'data'), '--plugins', PLUGINS, '--in-process', 'std,trace'],
      env: { DATABASE_URL: '', QUEUE_URL: '' },
    });
    servers.push(server);
    return server;
  };
  /** The database's process, while it lives. */
  const postmaster = () => {
    const file = readPostmasterFile(join(folder, 'data', 'postgres', 'data'));
    return file && livingProcess(file.pid);
  };

  it('a server stops the database, and that last', LONG, async () => {
    const server = await start();
    const clients = new Clients({ file: join(folder, 'trace'), waitMs: 50 });
    await createTraceWorkflows(server);
    clients.ask(100, ['one_once', 'chain_again', 'fork_once']);
    await clients.send(server);
    const database = postmaster();
    expect(database).toBeDefined();
    expect(await server.stop()).toBe(0);
    expect(livingProcess(database?.pid ?? 0)).toBeUndefined();
    const next = await start();
    await eventually(async () => expect(await countOpen(next)).toBe(0), PATIENCE_MS);
    expect((await readExecutions(next)).map(({ state }) => state)).toEqual(Array(100).fill('SUCCESS'));
    expect(await next.stop()).toBe(0);
  });

  it('killed, a server leaves the database running, and the next adopts it within seconds', LONG, async () => {
    const server = await start();
    const clients = new Clients({ file: join(folder, 'trace'), waitMs: 50 });
    await createTraceWorkflows(server);
    clients.ask(100, ['chain_again', 'fork_again']);
    const sending = clients.send(server);
    await eventually(() => expect(clients.acknowledged.size).toBeGreaterThan(50), PATIENCE_MS);
    const database = postmaster();
    await server.kill();
    await sending;
    const next = await start();
    expect(database).toBeDefined();
    expect(postmaster()?.pid).toBe(database?.pid);
    await clients.send(next);
    await eventually(async () => expect(await countOpen(next)).toBe(0), PATIENCE_MS);
    const executions = await readExecutions(next);
    expect(executions.map(({ id }) => id).sort()).toEqual([...clients.acknowledged.values()].sort());
    expect(executions.filter(({ state }) => state !== 'SUCCESS')).toEqual([]);
    expect(await next.stop()).toBe(0);
    expect(livingProcess(database?.pid ?? 0)).toBeUndefined();
  });
});
