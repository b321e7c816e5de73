import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecutionList } from '../../src/api/stream/ExecutionList.ts';
import { parseListCursor } from '../../src/api/stream/ListCursor.ts';
import { changeLogOf } from '../../src/persistence/ChangeLog.ts';
import { ChangeLogTrim } from '../../src/persistence/ChangeLogTrim.ts';
import { openDatabase } from '../../src/persistence/openDatabase.ts';
import { createPostgres, isReachable, SERVERS, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';
import { Server } from '../support/Server.ts';
import { selectFrom } from './support/changeLog.ts';
import { seeded } from './support/Follower.ts';
import { ListFollower } from './support/ListFollower.ts';

const LONG = { timeout: 120_000 };
const PATIENCE_MS = 60_000;

const DEFINITIONS = `
version: '2.0'
parent:
  tasks:
    rest: {action: std.sleep seconds=0.05, on-success: nested}
    nested: {workflow: child}
child:
  tasks:
    rest: {action: std.sleep seconds=0.05}
failing:
  tasks:
    rest: {action: std.sleep seconds=0.05, on-success: fail}
`;
const CREATE = 'mutation ($text: String!) { createWorkflows(input: { definition: $text }) { errors { message } } }';
const START = `mutation ($name: String!) { startExecution(input: { workflow: $name }) {
  execution { id } errors { message } } }`;
const FILTERS = [
  {},
  { state: ['RUNNING'] },
  { state: ['SUCCESS', 'ERROR'], isRoot: true },
  { or: [{ workflowName: { eq: 'child' } }, { state: ['ERROR'] }], not: { workflowName: { startsWith: 'par' } } },
];

interface Listed {
  readonly executions: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

for (const store of SERVERS) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  describe.skipIf(!reachable)(`the stream of a list on ${store.name}`, () => {
    let database: TestDatabase;
    let queue: TestDatabase;
    let servers: Server[];
    beforeAll(async () => {
      database = await store.create();
      queue = store.name === 'PostgreSQL' ? database : await createPostgres();
      const flags = ['--database-url', database.url, '--queue-url', queue.url, '--log-level', 'error'];
      const first = await Server.start({ flags });
      servers = [first, await Server.start({ flags })];
      await first.ask(CREATE, { text: DEFINITIONS });
    }, 60_000);
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all([...new Set([database, queue])].map((each) => each.drop()));
    });

    const start = (name: string, n = 0) => (servers[n % servers.length] as Server).ask(START, { name });

    async function listed(filter: object): Promise<Set<string>> {
      const found = new Set<string>();
      let after: string | null = null;
      do {
        const query: string = `query ($filter: ExecutionFilter, $after: String) {
          executions(first: 200, filter: $filter, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;
        const { executions }: Listed = await (servers[0] as Server).ask<Listed>(query, { filter, after });
        for (const { id } of executions.nodes) found.add(id);
        after = executions.pageInfo.hasNextPage ? executions.pageInfo.endCursor : null;
      } while (after);
      return found;
    }

    it('leads to the list that a query gives, however often it is cut off and on whichever server', LONG, async () => {
      for (const name of ['parent', 'failing']) await start(name);
      const followers = [...FILTERS, ...FILTERS].map((filter, n) => new ListFollower(filter, servers, seeded(n + 1)));
      const running = followers.map((follower) => follower.run());
      const names = Array.from({ length: 40 }, (_, n) => (n % 3 ? 'parent' : 'failing'));
      for (const [n, name] of names.entries()) {
        await start(name, n);
        await delay(5);
      }
      await eventually(async () => {
        await delay(100);
        const open = await selectFrom(database.url, "SELECT id FROM execution WHERE state IN ('RUNNING', 'PAUSED')");
        expect(open).toEqual([]);
        for (const [n, follower] of followers.entries()) {
          const expected = await listed(FILTERS[n % FILTERS.length] as object);
          expect([follower.ids, follower.totalCount]).toEqual([expected, expected.size]);
        }
      }, PATIENCE_MS);
      for (const follower of followers) follower.stop();
      await Promise.all(running);
      // Whoever was there from the beginning was told as much as the other with the same filter.
      expect(followers.reduce((sum, { connections }) => sum + connections, 0)).toBeGreaterThan(20);
      expect(followers.reduce((sum, { changes }) => sum + changes.length, 0)).toBeGreaterThan(300);
    });

    /** Takes away all of the log that may go, which has to be what a cursor would go on with. */
    async function trimTo(cursor: string): Promise<void> {
      const { dataSource, dialect, close } = await openDatabase(database.url);
      try {
        const log = changeLogOf(dataSource, dialect);
        await log.end();
        await new ChangeLogTrim(dataSource).before(new Date(Date.now() + 1_000));
        const { condition } = ExecutionList.of(null);
        expect(await log.isExpired(parseListCursor(cursor, condition).cursor)).toBe(true);
      } finally {
        await close();
      }
    }

    it('that comes from before what is kept is reset, and goes on from there', LONG, async () => {
      const [server] = servers as [Server];
      const client = server.subscriber();
      const query = `subscription ($after: EventCursor) { executionsStream(after: $after) { kind: __typename
        ... on ExecutionsSnapshot { cursor totalCount } ... on ExecutionListChange { cursor change totalCount }
        ... on StreamReset { cursor reason } } }`;
      type Item = { kind: string; cursor: string; reason?: string; totalCount?: number; change?: string };
      const open = (after: string | null) =>
        client.iterate<{ executionsStream: Item }>({ query, variables: { after } })[Symbol.asyncIterator]();
      const next = async (stream: ReturnType<typeof open>) => (await stream.next()).value?.data?.executionsStream;
      const first = open(null);
      const { cursor, totalCount } = (await next(first)) as Item;
      await first.return?.();
      await start('child');
      await eventually(() => trimTo(cursor), PATIENCE_MS);
      const expired = open(cursor);
      const reset = (await next(expired)) as Item;
      expect(reset).toMatchObject({ kind: 'StreamReset', reason: 'CURSOR_EXPIRED' });
      expect((await expired.next()).done).toBe(true);
      const resumed = open(reset.cursor);
      await start('child');
      expect(await next(resumed)).toMatchObject({ change: 'ENTERED', totalCount: (totalCount as number) + 2 });
      await resumed.return?.();
      await client.dispose();
    });

    it('is refused by name for a filter it cannot follow, and for the cursor of another list', LONG, async () => {
      const client = (servers[0] as Server).subscriber();
      const codeOf = async (variables: Record<string, unknown>) => {
        const query = `subscription ($filter: ExecutionFilter, $after: EventCursor) {
          executionsStream(filter: $filter, after: $after) { __typename ... on ExecutionsSnapshot { cursor } } }`;
        const { value } = await client
          .iterate<{ executionsStream: { cursor: string } }>({ query, variables })
          [Symbol.asyncIterator]()
          .next();
        return value?.errors?.[0]?.extensions?.code ?? value?.data?.executionsStream?.cursor;
      };
      const after = await codeOf({ filter: { state: ['ERROR'] } });
      expect(await codeOf({ filter: { state: ['RUNNING'] }, after })).toBe('INVALID_INPUT');
      expect(await codeOf({ filter: { updatedAt: { isNull: false } } })).toBe('INVALID_INPUT');
      await client.dispose();
    });
  });
}
