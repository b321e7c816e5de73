import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/base/logger.ts';
import { Closing } from '../../src/roles/Closing.ts';
import { readOptions } from '../../src/roles/options.ts';
import { startService } from '../../src/roles/serve.ts';
import { type Counts, countStatements, NOT_COUNTED } from '../support/countStatements.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { eventually } from '../support/eventually.ts';

const reachable = await isReachable(createPostgres);

const DEFINITION = `
version: '2.0'
one:
  output: {said: <% task(pass).result %>}
  tasks:
    pass: {action: std.echo output="hello" delay=0}
`;

describe.skipIf(!reachable)(
  `a one-task execution asked for over HTTP${reachable ? '' : ' (no PostgreSQL on this machine)'}`,
  () => {
    const closing = new Closing();
    let database: TestDatabase;
    let watcher: pg.Client;
    let url: string;

    beforeAll(async () => {
      database = await createPostgres();
      const options = readOptions(['--port', '0', '--database-url', database.url], { env: {}, folder: '.' });
      url = await startService(options, silentLogger, closing);
      watcher = new pg.Client({ connectionString: database.url });
      await watcher.connect();
      await ask('mutation ($text: String!) { createWorkflows(input: { definition: $text }) { errors { message } } }', {
        text: DEFINITION,
      });
      await run(1);
    });
    afterAll(async () => {
      await watcher.end();
      await closing.close();
      await database.drop();
    });

    async function ask(query: string, variables: object = {}): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      expect(await response.text()).toContain('"errors":[]');
    }

    async function finished(): Promise<number> {
      const { rows } = await watcher.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM execution WHERE state = 'SUCCESS' ${NOT_COUNTED}`,
      );
      return rows[0]?.count ?? 0;
    }

    /** Starts executions by 16 clients and waits until all have ended. */
    async function run(count: number): Promise<void> {
      const goal = (await finished()) + count;
      let left = count;
      const client = async () => {
        while (left-- > 0) {
          await ask('mutation { startExecution(input: { workflow: "one" }) { errors { message } } }');
        }
      };
      await Promise.all(Array.from({ length: Math.min(16, count) }, client));
      await eventually(async () => expect(await finished()).toBe(goal));
    }

    it('costs at most 12 statements and 4 commits when it runs alone', async () => {
      // Polling goes on at the side: the least of some runs is what the execution itself costs.
      const runs: Counts[] = [];
      for (let index = 0; index < 5; index++) runs.push(await countStatements(() => run(1)));
      const statements = Math.min(...runs.map(({ texts }) => texts.length));
      expect(statements, runs.map(({ texts }) => texts.join('\n')).join('\n\n')).toBeLessThanOrEqual(12);
      expect(Math.min(...runs.map(({ commits }) => commits))).toBeLessThanOrEqual(4);
    });

    it('costs at most 2 statements in a burst of 500 by 16 clients', async () => {
      const { texts } = await countStatements(() => run(500));
      expect(texts.length / 500).toBeLessThanOrEqual(2);
    });
  },
);
