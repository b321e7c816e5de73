import { expect, it } from 'vitest';
import { createPostgres, isReachable, SERVERS } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';

const DEFINITION = "version: '2.0'\nlater: {tasks: {a: {action: std.noop, on-success: b}, b: {action: std.noop}}}\n";
const CREATE = 'mutation ($d: String!) { createWorkflows(input: { definition: $d }) { errors { message } } }';
const START = `mutation ($at: DateTime!) {
  startExecution(input: { workflow: "later", startAt: $at }) { execution { id state } } }`;
const READ = 'query ($id: ID!) { execution(id: $id) { state startsAt tasks { nodes { name state } } } }';
const PATIENCE_MS = 60_000;

interface Read {
  readonly execution: { readonly state: string; readonly tasks: { readonly nodes: readonly { name: string }[] } };
}

for (const store of SERVERS) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  it.skipIf(!reachable)(
    `what is to begin later begins once, whoever dies before, on ${store.name}`,
    { timeout: 2 * PATIENCE_MS },
    async () => {
      const database = await store.create();
      const queue = store.name === 'PostgreSQL' ? database : await createPostgres();
      const flags = ['--database-url', database.url, '--queue-url', queue.url];
      const servers = [await Server.start({ flags })];
      try {
        const [first] = servers as [Server];
        await first.ask(CREATE, { d: DEFINITION });
        const at = new Date(Date.now() + 2_000).toISOString();
        const { startExecution } = await first.ask<{ startExecution: { execution: { id: string } } }>(START, { at });
        const { id } = startExecution.execution;
        expect((await first.ask<Read>(READ, { id })).execution).toMatchObject({ state: 'IDLE', startsAt: at });
        await first.kill();
        servers.push(...(await Promise.all([Server.start({ flags }), Server.start({ flags })])));
        const ended = await eventually(async () => {
          const { execution } = await (servers.at(-1) as Server).ask<Read>(READ, { id });
          expect(execution.state).toBe('SUCCESS');
          return execution;
        }, PATIENCE_MS);
        expect(ended.tasks.nodes.map(({ name }) => name)).toEqual(['a', 'b']);
      } finally {
        await Promise.all(servers.map((server) => server.kill()));
        await Promise.all([...new Set([database, queue])].map((each) => each.drop()));
      }
    },
  );
}
