import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import { countStatements } from '../support/countStatements.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { EngineBench } from '../support/EngineBench.ts';
import { next, workflowSpec } from '../support/specs.ts';

const reachable = await isReachable(createPostgres);
const ECHO = { action: 'test.echo', input: { output: 'hello' } };
const SPEC = workflowSpec({ one: ECHO }, { output: { said: '<% task(one).result.output %>' } });

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

/** What a turn asks of the database: with results of actions, or with news of a sub-workflow. */
const OPENED = ['lock', 'results', 'execution', 'task_execution'];

describe.skipIf(!reachable)(`a turn${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let database: TestDatabase;
  let bench: EngineBench;
  /** Actions whose input says so wait for this. */
  let late = Promise.withResolvers<void>();

  beforeAll(async () => {
    database = await createPostgres();
    bench = await EngineBench.open({ database: database.url, queue: database.url }, async ({ input }) => {
      if (input.includes('late')) await late.promise;
      return input.includes('fails') ? { state: 'ERROR', output: '"no"', stateInfo: null } : done(input);
    });
    await bench.runToEnd(SPEC);
  });
  afterAll(async () => {
    await bench.close();
    await database.drop();
  });

  const done = (output: string) => ({ state: 'SUCCESS', output, stateInfo: null }) as const;

  /** What each transaction did while an execution ran until so many results were in. */
  async function run(spec: WorkflowSpec, results: number): Promise<string[][]> {
    const counts = await countStatements(async () => {
      const ended = bench.ended(results);
      await bench.start(spec);
      await ended;
    });
    return counts.transactions.map((transaction) => transaction.map(nameOf));
  }

  it('that begins an execution writes all tables by one statement, and sends all jobs by another', async () => {
    expect((await run(workflowSpec({ a: ECHO, b: ECHO }), 2))[0]).toEqual(['write', 'send']);
  });

  it('that goes on to the next task takes seven statements, and the last one six', async () => {
    const spec = workflowSpec({ a: { ...ECHO, onSuccess: next('b') }, b: ECHO });
    expect((await run(spec, 2)).slice(1)).toEqual([
      [...OPENED, 'write', 'finish', 'send'],
      [...OPENED, 'write', 'finish'],
    ]);
  });

  it('takes as many for the results of many items as for one', async () => {
    const list = Array.from({ length: 40 }, (_, item) => item);
    const turns = (await run(workflowSpec({ a: { ...ECHO, withItems: [{ variable: 'i', items: list }] } }), 40)).slice(
      1,
    );
    expect(turns.length).toBeLessThanOrEqual(3);
    for (const turn of turns) expect(turn).toEqual([...OPENED, 'write', 'finish']);
  });

  it('that leads to a join looks up the join and the tasks before it', async () => {
    const toJoin = { ...ECHO, onSuccess: next('all') };
    const tasks = { a: toJoin, b: { ...toJoin, input: { output: 'late' } }, all: { ...ECHO, join: 'all' as const } };
    const inbound = { all: ['a', 'b'].map((task) => ({ task, clauses: ['onSuccess' as const] })) };
    const spec = { ...workflowSpec(tasks), inbound };
    const first = await run(spec, 1);
    const then = await countStatements(async () => {
      const ended = bench.ended(2);
      late.resolve();
      await ended;
    });
    late = Promise.withResolvers();
    const looks = ['task_execution', 'task_execution'];
    expect(first[1]).toEqual([...OPENED, ...looks, 'write', 'finish']);
    expect(then.transactions[0]?.map(nameOf)).toEqual([...OPENED, ...looks, 'write', 'finish', 'send']);
  });

  it('that tries again later sends a timer in place of an action', async () => {
    const retry = { count: 1, delay: 60 };
    const spec = workflowSpec({ a: { ...ECHO, input: { output: 'fails' }, policies: { retry } } });
    expect((await run(spec, 1))[1]).toEqual([...OPENED, 'write', 'finish', 'send']);
  });

  it('begins a sub-workflow in its own transaction, and hears of its end by a job', async () => {
    bench.name('child', SPEC);
    const [started, ended] = await run(workflowSpec({ a: { workflow: 'child' } }), 1);
    expect(started).toEqual(['write', 'send']);
    expect(ended).toEqual([...OPENED, 'write', 'finish', 'send']);
  });

  it('is one transaction: outside of it nothing is written but that a job has been fetched', async () => {
    const spec = workflowSpec({ a: { ...ECHO, onSuccess: next('b') }, b: ECHO });
    const { texts, transactions, commits } = await countStatements(async () => {
      const ended = bench.ended(2);
      await bench.start(spec);
      await ended;
    });
    const inside = new Set(transactions.flat());
    const outside = texts.filter((text) => !inside.has(text)).filter((text) => !/^\s*SELECT/i.test(text));
    expect(new Set(outside.map(nameOf))).toEqual(new Set(['fetch']));
    expect(transactions).toHaveLength(3);
    expect(commits).toBe(3 + outside.length);
  });
});

/** What a statement is for. */
function nameOf(text: string): string {
  if (text.includes('pg_advisory_xact_lock')) return 'lock';
  if (text.includes('_written_0')) return 'write';
  if (/UPDATE action_execution/.test(text)) return 'results';
  if (/INSERT INTO pgboss/.test(text)) return 'send';
  if (/DELETE FROM pgboss/.test(text)) return 'finish';
  if (/SET\s+state = 'active'/.test(text)) return 'fetch';
  return /FROM (\w+)/.exec(text)?.[1] ?? text;
}
