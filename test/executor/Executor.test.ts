import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseJson, stringifyJson } from '../../src/base/json.ts';
import { stopOf } from '../../src/executor/ActionStopped.ts';
import type { ActionOutcome } from '../../src/executor/Executor.ts';
import type { ActionExecutionRow } from '../../src/persistence/rows.ts';
import type { ResultRow } from '../../src/persistence/TurnStore.ts';
import { type ActionJob, actionQueue, QUEUES } from '../../src/queue/jobs.ts';
import { createMysql, createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { type BenchOptions, EngineBench } from '../support/EngineBench.ts';
import { eventually } from '../support/eventually.ts';
import { workflowSpec } from '../support/specs.ts';

const DONE: ActionOutcome = { state: 'SUCCESS', output: '1', stateInfo: null };

/** Goes on until it is told to stop, and says why it was. */
function untilStopped(_job: ActionJob, signal: AbortSignal): Promise<ActionOutcome> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      const { kind, message } = stopOf(signal) ?? { kind: 'TIMEOUT', message: '' };
      const state = kind === 'CANCELLED' ? 'CANCELLED' : 'ERROR';
      resolve({ state, output: stringifyJson(kind), stateInfo: message });
    });
  });
}

for (const [name, create] of [
  ['PostgreSQL', createPostgres],
  ['MySQL', createMysql],
] as const) {
  const reachable = (await isReachable(create)) && (await isReachable(createPostgres));

  describe.skipIf(!reachable)(`an executor on ${name}${reachable ? '' : ' (none on this machine)'}`, () => {
    let database: TestDatabase;
    let queue: TestDatabase;
    let bench: EngineBench;
    beforeAll(async () => {
      database = await create();
      queue = database.url.startsWith('postgres') ? database : await createPostgres();
    });
    afterEach(() => bench.close());
    afterAll(() => Promise.all([...new Set([database, queue])].map((each) => each.drop())));

    const open = async (
      run: (job: ActionJob, signal: AbortSignal) => Promise<ActionOutcome>,
      options: BenchOptions = {},
    ) => {
      bench = await EngineBench.open({ database: database.url, queue: queue.url }, run, options);
    };
    const actions = () => bench.database.dataSource.getRepository<ActionExecutionRow>('action_execution');
    const running = (count: number) => eventually(() => expect(bench.ran).toHaveLength(count));
    const stop = (id: string, state: 'CANCELLED' | 'ERROR', reason: string) =>
      bench.engine.take({ executionId: id, taskId: null, told: { kind: 'stop', state, reason }, job: null });

    it('stops the actions of an execution that was cancelled, and records them as cancelled', async () => {
      await open(untilStopped);
      const [{ id }, { id: other }] = await Promise.all([
        bench.start(workflowSpec({ one: { action: 'test.a' }, two: { action: 'test.b' } })),
        bench.start(workflowSpec({ one: { action: 'test.c' } })),
      ]);
      await running(3);
      await stop(id, 'CANCELLED', 'Ada said so');
      await eventually(async () => {
        const ended = await actions().findBy({ execution_id: id });
        expect(ended.map(({ state, state_info }) => [state, state_info])).toEqual([
          ['CANCELLED', 'Ada said so'],
          ['CANCELLED', 'Ada said so'],
        ]);
      });
      await eventually(() => expect(bench.executor.load).toBe(1));
      await stop(other, 'CANCELLED', 'enough');
      await eventually(() => expect(bench.executor.load).toBe(0));
    });

    it('stops the action of a task that ran out of time, or whose execution was stopped', async () => {
      await open(untilStopped);
      const spec = { one: { action: 'test.a', policies: { timeout: 0.05 } } };
      const [timed, stopped] = await Promise.all([
        bench.start(workflowSpec(spec)),
        bench.start(workflowSpec({ one: { action: 'test.b' } })),
      ]);
      await running(2);
      const task = bench.ran.find(({ executionId }) => executionId === timed.id)?.taskId as string;
      const told = { kind: 'timerFired', taskId: task, timer: 'timeout', run: 1, seconds: 0.05 } as const;
      await bench.engine.take({ executionId: timed.id, taskId: task, told, job: null });
      await stop(stopped.id, 'ERROR', 'not now');
      await eventually(async () => {
        const [late] = await actions().findBy({ execution_id: timed.id });
        expect(late).toMatchObject({ state: 'ERROR', state_info: expect.stringContaining('timed out') as string });
        const [ended] = await actions().findBy({ execution_id: stopped.id });
        expect(ended).toMatchObject({ state: 'ERROR', state_info: 'not now' });
      });
    });

    it('lets go of an action that somebody else has completed', async () => {
      await open(untilStopped);
      const { id } = await bench.start(workflowSpec({ one: { action: 'test.a' } }));
      await running(1);
      const { actionExecutionId, taskId } = bench.ran[0] as ActionJob;
      const result: ResultRow = {
        id: actionExecutionId,
        attempt: null,
        state: 'SUCCESS',
        state_info: null,
        output: '"other"',
        started_at: null,
        finished_at: new Date(),
      };
      await bench.engine.take({ executionId: id, taskId, result, job: null });
      await eventually(() => expect(bench.executor.load).toBe(0));
      const [action] = await actions().findBy({ execution_id: id });
      expect(action).toMatchObject({ state: 'SUCCESS', output: '"other"' });
    });

    it('runs what names it or one of its groups, and leaves the rest to others', async () => {
      await open(async () => DONE, { targets: ['here', 'group of two'] });
      const task = (target: string) => ({ action: 'test.a', input: { target }, target });
      const spec = workflowSpec({
        mine: task('here'),
        ours: task('group of two'),
        theirs: task('there'),
        anybodys: { action: 'test.a', input: { target: 'any' } },
      });
      const ended = bench.ended(3);
      const { id } = await bench.start(spec);
      await ended;
      const targets = bench.ran.map(({ input }) => (parseJson(input) as { target: string }).target);
      expect(targets.sort()).toEqual(['any', 'group of two', 'here']);
      const left = await bench.queue.fetch<ActionJob>(actionQueue('there'), 10);
      expect(left.map(({ data }) => [data.executionId, data.target])).toEqual([[id, 'there']]);
      await bench.queue.settle(actionQueue('there'), [left[0]?.id ?? '']);
    });

    it('leaves what it does not offer to an executor that does', async () => {
      await open(async () => DONE, { offers: (action) => action !== 'test.elsewhere' });
      const { id } = await bench.start(workflowSpec({ one: { action: 'test.elsewhere' } }));
      await eventually(async () => expect(await bench.queue.missingActions()).toEqual(['test.elsewhere']));
      await bench.close();
      await open(async () => DONE);
      await eventually(async () => {
        const [action] = await actions().findBy({ execution_id: id });
        expect(action).toMatchObject({ state: 'SUCCESS' });
      });
    });

    it('runs no more of an action at once than the action allows, and all in the end', async () => {
      let [now, most] = [0, 0];
      const run = async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 5));
        now--;
        return DONE;
      };
      await open(run, { slotsOf: (action) => (action === 'test.narrow' ? 2 : undefined) });
      const ended = bench.ended(12);
      await Promise.all(
        Array.from({ length: 12 }, () => bench.start(workflowSpec({ one: { action: 'test.narrow' } }))),
      );
      await ended;
      expect(most).toBe(2);
    });

    it('hands back what has not begun when it stops, and gives up what has', async () => {
      await open(untilStopped, { slotsOf: () => 1 });
      for (let count = 0; count < 3; count++) await bench.start(workflowSpec({ one: { action: 'test.a' } }));
      await running(1);
      await eventually(() => expect(bench.executor.waiting).toBe(2));
      await bench.executor.stop(0);
      expect(await bench.queue.fetch(QUEUES.action, 10)).toHaveLength(2);
      expect(await bench.queue.fetch(QUEUES.lostAction, 10)).toHaveLength(1);
    });
  });
}
