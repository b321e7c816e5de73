import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgres, isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';
import { readChangeLog } from './support/changeLog.ts';
import { Follower, seeded } from './support/Follower.ts';

const LONG = { timeout: 90_000 };
const PATIENCE_MS = 60_000;
const STEPS = Array.from({ length: 10 }, (_, n) => n);

/** Ten steps one after the other, each with another one beside it: 82 changes. */
const LADDER = `
version: '2.0'
ladder:
  tasks:
${STEPS.map(
  (n) => `    step${n}:
      action: std.sleep seconds=0.15
      on-success: [beside${n}${n < STEPS.length - 1 ? `, step${n + 1}` : ''}]
    beside${n}:
      action: std.sleep seconds=0.05`,
).join('\n')}
`;
const CHANGES = 2 + 4 * 2 * STEPS.length;

const CREATE = `mutation ($input: CreateWorkflowsInput!) { createWorkflows(input: $input) { errors { message } } }`;
const START = `mutation { startExecution(input: { workflow: "ladder" }) { execution { id } } }`;

async function startLadder(server: Server): Promise<string> {
  const { startExecution } = await server.ask<{ startExecution: { execution: { id: string } } }>(START);
  return startExecution.execution.id;
}

for (const store of SERVERS) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  describe.skipIf(!reachable)(`the stream of an execution on ${store.name}`, () => {
    let database: TestDatabase;
    let queue: TestDatabase;
    let servers: Server[];

    const startServer = () =>
      Server.start({ flags: ['--database-url', database.url, '--queue-url', queue.url, '--log-level', 'error'] });
    beforeAll(async () => {
      database = await store.create();
      queue = store.name === 'PostgreSQL' ? database : await createPostgres();
      const first = await startServer();
      await first.ask(CREATE, { input: { definition: LADDER } });
      servers = [first, await startServer()];
    }, 60_000);
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all([...new Set([database, queue])].map((each) => each.drop()));
    });

    const logOf = async (id: string) => (await readChangeLog(database.url)).filter((change) => change.root_id === id);

    /** Followers of executions that begin while these run, until each has been told everything. */
    async function followAll(at: () => readonly Server[], onUnderWay: () => Promise<void>): Promise<Follower[]> {
      const first = at()[0] as Server;
      const followers: Follower[] = [];
      const follow = async (n: number) => {
        const follower = new Follower(await startLadder(first), at, seeded(n));
        followers.push(follower);
        await follower.run();
      };
      const others = Promise.all(Array.from({ length: 30 }, () => startLadder(first)));
      const running = Promise.all(Array.from({ length: 20 }, (_, n) => follow(n + 1)));
      const told = () => followers.reduce((sum, { events }) => sum + events.length, 0);
      await eventually(() => expect(told()).toBeGreaterThan(200), PATIENCE_MS);
      await others;
      await onUnderWay();
      await Promise.race([running, eventually(() => expectAll(followers), PATIENCE_MS)]);
      for (const follower of followers) follower.stop();
      await running;
      return followers;
    }

    async function expectAll(followers: readonly Follower[]): Promise<void> {
      const log = Map.groupBy(await readChangeLog(database.url), (change) => change.root_id);
      for (const follower of followers) {
        const own = log.get(follower.id) ?? [];
        expect(own).toHaveLength(CHANGES);
        expect(follower.events.length).toBeGreaterThanOrEqual(follower.expectedCount(own));
      }
    }

    it('goes on exactly where it was cut off, on any server', LONG, async () => {
      const followers = await followAll(
        () => servers,
        async () => {},
      );
      for (const follower of followers) follower.expectWhole(await logOf(follower.id));
      expect(followers.reduce((sum, { connections }) => sum + connections, 0)).toBeGreaterThan(60);
    });

    it('goes on at another server when the first was killed', LONG, async () => {
      const victim = await startServer();
      let there = [victim, servers[0] as Server];
      const followers = await followAll(
        () => there,
        async () => {
          await victim.kill();
          there = [servers[0] as Server];
        },
      );
      for (const follower of followers) follower.expectWhole(await logOf(follower.id));
    });
  });
}
