import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../support/countStatements.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { EngineBench } from '../support/EngineBench.ts';
import { workflowSpec } from '../support/specs.ts';

const reachable = await isReachable(createPostgres);
const SPEC = workflowSpec(
  { one: { action: 'test.echo', input: { output: 'hello' } } },
  { output: { said: '<% task(one).result.output %>' } },
);

describe.skipIf(!reachable)(
  `the cost of a one-task execution${reachable ? '' : ' (no PostgreSQL on this machine)'}`,
  () => {
    let database: TestDatabase;
    let bench: EngineBench;
    beforeAll(async () => {
      database = await createPostgres();
      bench = await EngineBench.open({ database: database.url, queue: database.url }, async (job) => ({
        state: 'SUCCESS',
        output: job.input,
        stateInfo: null,
      }));
      await bench.runToEnd(SPEC);
    });
    afterAll(async () => {
      await bench.close();
      await database.drop();
    });

    it('is at most 12 statements and 4 commits when it runs alone', async () => {
      const counts = await countStatements(() => bench.runToEnd(SPEC));
      expect(counts.texts.length, counts.texts.join('\n---\n')).toBeLessThanOrEqual(12);
      expect(counts.commits).toBeLessThanOrEqual(4);
    });

    it('is at most 2 statements in a burst of 500 by 16 clients', async () => {
      const counts = await countStatements(async () => {
        let left = 500;
        const client = async () => {
          while (left-- > 0) await bench.start(SPEC);
        };
        const all = bench.ended(500);
        await Promise.all(Array.from({ length: 16 }, client));
        await all;
      });
      expect(counts.texts.length / 500).toBeLessThanOrEqual(2);
    });
  },
);
