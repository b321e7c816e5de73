import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createPostgres, isReachable } from '../support/databases.ts';
import { Server, type ServerOptions, temporaryDataDir } from '../support/Server.ts';

const reachable = await isReachable(createPostgres);

/** What a server says that does not come up: one line, and no exit code 0. */
async function complaint(options: ServerOptions): Promise<string> {
  try {
    const server = await Server.start(options);
    await server.stop();
  } catch (error) {
    const [, code, text] = /ended with (\d+): (.*)$/s.exec((error as Error).message) as string[];
    expect(code).not.toBe('0');
    const lines = (text as string).trim().split('\n');
    expect(lines, text as string).toHaveLength(1);
    return lines[0] as string;
  }
  throw new Error('the server came up');
}

describe('serve', () => {
  const cleanUp: (() => unknown)[] = [];
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  });

  function dataDir(): string {
    const { path, remove } = temporaryDataDir();
    cleanUp.push(remove);
    return path;
  }

  it('brings up its own database, and stops it last', async () => {
    const path = dataDir();
    const server = await Server.start({ flags: ['--data-dir', path] });
    const health = await fetch(`${server.url}/health`);
    expect(await health.json()).toEqual({ status: 'ready' });
    expect(await server.stop()).toBe(0);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    const again = await Server.start({ flags: ['--data-dir', path] });
    expect(await again.stop()).toBe(0);
  });

  it('says in one line that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    cleanUp.push(() => other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    expect(await complaint({ flags: ['--port', String(port), '--data-dir', dataDir()] })).toContain(
      `Port ${port} on 127.0.0.1 is in use`,
    );
  });

  it('says in one line that a database does not answer, without the password', async () => {
    const url = 'postgres://somebody:secret@127.0.0.1:1/nothing';
    const line = await complaint({ flags: ['--database-url', url] });
    expect(line).toContain('127.0.0.1:1');
    expect(line).not.toContain('secret');
  });

  it('says in one line that another process uses its data directory', async () => {
    const path = dataDir();
    const server = await Server.start({ flags: ['--data-dir', path] });
    cleanUp.push(() => server.stop());
    expect(await complaint({ flags: ['--data-dir', path] })).toContain(path);
  });

  it('says in one line that it does not know an option, and which was meant', async () => {
    expect(await complaint({ flags: ['--data-dri', 'x'] })).toContain('--data-dir');
  });

  it('says in one line that a network to be allowed is none', async () => {
    expect(await complaint({ flags: ['--egress-allow', '10.0.0.0/99', '--data-dir', dataDir()] })).toContain(
      '10.0.0.0/99',
    );
  });

  it.skipIf(!reachable)(
    `shares the work of one database among processes of different roles${reachable ? '' : ' (no PostgreSQL on this machine)'}`,
    async () => {
      const database = await createPostgres();
      cleanUp.push(() => database.drop());
      const flags = (roles: string) => ['--database-url', database.url, '--roles', roles];
      const api = await Server.start({ flags: flags('api') });
      cleanUp.push(() => api.stop());
      const worker = await Server.start({ flags: flags('engine,executor') });
      cleanUp.push(() => worker.stop());
      const definition = "version: '2.0'\none: {tasks: {a: {action: std.echo output=1}}}";
      await api.ask(
        'mutation ($text: String!) { createWorkflows(input: { definition: $text }) { errors { message } } }',
        {
          text: definition,
        },
      );
      const { startExecution } = await api.ask<{ startExecution: { execution: { id: string } } }>(
        'mutation { startExecution(input: { workflow: "one" }) { execution { id } } }',
      );
      const query = `subscription ($id: ID!) { executionStream(id: $id) {
        ... on Snapshot { execution { state } } ... on ExecutionStateChanged { to } } }`;
      const states: string[] = [];
      const client = api.subscriber();
      cleanUp.push(() => client.dispose());
      for await (const { data } of client.iterate({ query, variables: { id: startExecution.execution.id } })) {
        const { to, execution } = (data?.executionStream ?? {}) as { to?: string; execution?: { state: string } };
        const state = to ?? execution?.state;
        if (state) states.push(state);
        if (state === 'SUCCESS') break;
      }
      expect(states.at(-1)).toBe('SUCCESS');
      expect((await fetch(`${worker.url}/graphql`)).status).toBe(404);
    },
  );
});
