import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cursorText } from '../../src/changes/Cursor.ts';
import { createPostgres, isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';
import { type LoggedChange, readChangeLog } from './support/changeLog.ts';
import { entityOf, Follower, laterThan, seeded } from './support/Follower.ts';
import { type Item, Wire } from './support/Wire.ts';

const LONG = { timeout: 240_000 };
const PATIENCE_MS = 120_000;
/** Reading a whole log costs more than it is worth to look more often. */
const POLL_MS = 250;
const STEPS = Array.from({ length: 5 }, (_, n) => n);

/** Five steps one after the other, each with a sub-workflow beside it, once somebody has opened the gate. */
const LADDER = `
version: '2.0'
ladder:
  tasks:
    gate: {action: std.async_noop, on-success: step0}
${STEPS.map(
  (n) => `    step${n}:
      action: std.sleep seconds=0.15
      on-success: [beside${n}${n < STEPS.length - 1 ? `, step${n + 1}` : ''}]
    beside${n}:
      workflow: pair`,
).join('\n')}
pair:
  tasks:
    left: {action: std.sleep seconds=0.05}
    right: {action: std.sleep seconds=0.02}
`;

/** Hundreds of actions at once, each with a large input, once somebody has opened the gate. */
const WIDE_TASKS = Array.from({ length: 550 }, (_, n) => `task${n}`);
const WIDE = `
wide:
  input: [text]
  tasks:
    gate: {action: std.async_noop, on-success: [${WIDE_TASKS.join(', ')}]}
${WIDE_TASKS.map((name) => `    ${name}: {action: std.echo, input: {output: <% $.text %>}}`).join('\n')}
`;
const TEXT = 'x'.repeat(20_000);

const CREATE = `mutation ($input: CreateWorkflowsInput!) { createWorkflows(input: $input) { errors { message } } }`;
const ACTIONS = `query ($id: ID!) { execution(id: $id) { tasks { nodes { actions { nodes { id } } } } } }`;
const COMPLETE = `mutation ($id: ID!) {
  completeAction(input: { id: $id, state: SUCCESS }) { errors { message } } }`;
const START = `mutation ($input: StartExecutionInput!) { startExecution(input: $input) { execution { id } } }`;

async function start(server: Server, workflow: string, input = {}): Promise<string> {
  const { startExecution } = await server.ask<{ startExecution: { execution: { id: string } } }>(START, {
    input: { workflow, input },
  });
  return startExecution.execution.id;
}

/** Lets a ladder go on. */
async function openGate(server: Server, id: string): Promise<void> {
  const { execution } = await server.ask<{
    execution: { tasks: { nodes: { actions: { nodes: { id: string }[] } }[] } };
  }>(ACTIONS, { id });
  await server.ask(COMPLETE, { id: execution.tasks.nodes[0]?.actions.nodes[0]?.id });
}

/** Its tree has come to its end with it. */
function expectEnded(log: readonly LoggedChange[]): void {
  expect(log.filter(({ entity_id, root_id }) => entity_id === root_id).at(-1)?.to_state).toBe('SUCCESS');
}

for (const store of SERVERS) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  describe.skipIf(!reachable)(`the stream of an execution on ${store.name}`, () => {
    let database: TestDatabase;
    let queue: TestDatabase;
    let servers: Server[];
    const all: Server[] = [];

    const startServer = async () => {
      const flags = ['--database-url', database.url, '--queue-url', queue.url, '--log-level', 'error'];
      const server = await Server.start({ flags });
      all.push(server);
      return server;
    };
    beforeAll(async () => {
      database = await store.create();
      queue = store.name === 'PostgreSQL' ? database : await createPostgres();
      const first = await startServer();
      await first.ask(CREATE, { input: { definition: LADDER + WIDE } });
      servers = [first, await startServer()];
    }, 60_000);
    afterAll(async () => {
      await Promise.all(all.map((server) => server.kill()));
      await Promise.all([...new Set([database, queue])].map((each) => each.drop()));
    });

    const logOf = async (id: string) => (await readChangeLog(database.url)).filter((change) => change.root_id === id);

    /**
     * Followers of executions until each has been told everything: half of them are there from the beginning, the others come
     * while these run. `onUnderWay` is called in the middle.
     */
    async function followAll(at: () => readonly Server[], onUnderWay: () => Promise<void>): Promise<Follower[]> {
      const first = at()[0] as Server;
      const ids = await Promise.all(Array.from({ length: 50 }, () => start(first, 'ladder')));
      const followers = ids.slice(0, 20).map((id, n) => new Follower(id, at, seeded(n + 1)));
      const [early, late] = [followers.slice(0, 10), followers.slice(10)];
      const running = early.map((follower) => follower.run());
      await eventually(() => expect(early.filter(({ snapshot }) => !snapshot)).toEqual([]), PATIENCE_MS);
      await Promise.all(ids.map((id) => openGate(first, id)));
      running.push(...late.map((follower) => follower.run()));
      const told = () => followers.reduce((sum, { events }) => sum + events.length, 0);
      await eventually(() => expect(told()).toBeGreaterThan(100), PATIENCE_MS);
      await onUnderWay();
      await eventually(() => expectAll(followers), PATIENCE_MS);
      for (const follower of followers) follower.stop();
      await Promise.all(running);
      return followers;
    }

    async function expectAll(followers: readonly Follower[]): Promise<void> {
      await delay(POLL_MS);
      const log = Map.groupBy(await readChangeLog(database.url), (change) => change.root_id);
      for (const follower of followers) {
        const own = log.get(follower.id) ?? [];
        expectEnded(own);
        expect(follower.events.length).toBeGreaterThanOrEqual(follower.expectedCount(own));
      }
    }

    it.concurrent('goes on exactly where it was cut off, on any server', LONG, async () => {
      const followers = await followAll(
        () => servers,
        async () => {},
      );
      for (const follower of followers) follower.expectWhole(await logOf(follower.id));
      expect(followers.reduce((sum, { connections }) => sum + connections, 0)).toBeGreaterThan(60);
    });

    it.concurrent('goes on at another server when the first was killed', LONG, async () => {
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

    /** The log of an execution, once it has ended. */
    function endedLog(id: string): Promise<LoggedChange[]> {
      return eventually(async () => {
        await delay(POLL_MS);
        const log = await logOf(id);
        expectEnded(log);
        return log;
      }, PATIENCE_MS);
    }

    /** What a stream says until it falls silent, which is when the heart beats. */
    async function untilSilent(server: Server, id: string, after?: string): Promise<Item[]> {
      const items: Item[] = [];
      const wire = new Wire(server, { id, after: after ?? null }, (item) => {
        items.push(item);
        if (item.kind === 'Heartbeat') wire.cut();
      });
      expect(await wire.ended).toEqual({ isCut: true, errors: [] });
      return items;
    }

    const eventsOf = (items: readonly Item[]) =>
      items
        .filter(({ kind }) => kind !== 'Heartbeat')
        .map((item) => ({ entity_id: entityOf(item), to_state: item.to }));

    it.concurrent('of one that has ended is a snapshot, or what came after a cursor, and silence', LONG, async () => {
      const [first, second] = servers as [Server, Server];
      const id = await start(first, 'ladder');
      await openGate(first, id);
      const log = await endedLog(id);
      const places = [0, 1, Math.floor(log.length / 2), log.length - 1].map((place) => log[place] as LoggedChange);
      const [whole, ...resumed] = await Promise.all([
        untilSilent(second, id),
        ...places.map((place) => untilSilent(second, id, cursorText(place))),
      ]);
      expect(whole?.map(({ kind }) => kind)).toEqual(['Snapshot', 'Heartbeat']);
      expect(whole?.[0]?.execution?.state).toBe('SUCCESS');
      for (const [index, items] of resumed.entries()) {
        const missed = log.slice(log.indexOf(places[index] as LoggedChange) + 1);
        expect(items.at(-1)?.kind).toBe('Heartbeat');
        expect(eventsOf(items)).toEqual(missed.map(({ entity_id, to_state }) => ({ entity_id, to_state })));
      }
    });

    it.concurrent('is refused by name for a cursor that is none, and for an id that nobody has', LONG, async () => {
      const [server] = servers as [Server];
      const id = await start(server, 'ladder');
      const codeOf = async (variables: { id: string; after?: string }) => {
        const { errors } = await new Wire(server, variables, () => {}).ended;
        return errors.map(({ extensions }) => extensions.code);
      };
      expect(await codeOf({ id, after: 'garbage' })).toEqual(['INVALID_INPUT']);
      expect(await codeOf({ id: '01a20dea-2643-7000-847d-2203e8ff0c1e' })).toEqual(['NOT_FOUND']);
      expect(await codeOf({ id: 'garbage' })).toEqual(['NOT_FOUND']);
    });

    it.skipIf(store.name !== 'PostgreSQL')(
      'ends for a client that does not read, which goes on from there',
      LONG,
      async () => {
        const [first, second] = servers as [Server, Server];
        const id = await start(first, 'wide', { text: TEXT });
        const items: Item[] = [];
        const take = (item: Item) => {
          if (items.push(item) === 1) wire.pause();
        };
        const wire = new Wire(first, { id }, take, 'input');
        await eventually(() => expect(items).toHaveLength(1), PATIENCE_MS);
        await openGate(first, id);
        const log = await endedLog(id);
        wire.resume();
        expect(await wire.ended).toEqual({ isCut: false, errors: [] });
        const { kind, reason, cursor } = items.pop() as Item;
        expect({ kind, reason }).toEqual({ kind: 'StreamReset', reason: 'LAGGED' });
        expect(items.at(-1)?.cursor).toBe(cursor);
        const later = await untilSilent(second, id, cursor);
        const [snapshot, ...told] = items as [Item, ...Item[]];
        expect(eventsOf([...told, ...later])).toEqual(
          laterThan(snapshot.cursor, log).map(({ entity_id, to_state }) => ({ entity_id, to_state })),
        );
      },
    );
  });
}
