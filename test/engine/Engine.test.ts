import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IllegalStateError, InputError } from '../../src/base/errors.ts';
import type { Told } from '../../src/engine/takeTurns.ts';
import { unwantedActions } from '../../src/engine/unwantedActions.ts';
import { ActionStore } from '../../src/persistence/ActionStore.ts';
import { changeLogOf } from '../../src/persistence/ChangeLog.ts';
import type { ActionExecutionRow, TaskExecutionRow } from '../../src/persistence/rows.ts';
import type { ActionJob } from '../../src/queue/jobs.ts';
import { createMysql, createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { EngineBench } from '../support/EngineBench.ts';
import { eventually } from '../support/eventually.ts';
import { next, workflowSpec } from '../support/specs.ts';

const STORES = [
  { name: 'PostgreSQL, queue in the same database', create: createPostgres, isSame: true },
  { name: 'MariaDB, queue in PostgreSQL', create: createMysql, isSame: false },
];

for (const store of STORES) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  describe.skipIf(!reachable)(`the engine on ${store.name}${reachable ? '' : ' (no server on this machine)'}`, () => {
    let databases: TestDatabase[];
    let bench: EngineBench;

    beforeAll(async () => {
      const database = await store.create();
      const queue = store.isSame ? database : await createPostgres();
      databases = [...new Set([database, queue])];
      bench = await EngineBench.open({ database: database.url, queue: queue.url }, async (job) => {
        if (job.action === 'test.never') return { state: 'PENDING' };
        return job.action === 'test.fail'
          ? { state: 'ERROR', output: '"broken"', stateInfo: 'broken' }
          : { state: 'SUCCESS', output: job.input, stateInfo: null };
      });
    });
    afterAll(async () => {
      await bench.close();
      for (const database of databases) await database.drop();
    });

    const ended = (id: string, state: string) =>
      eventually(async () => {
        const row = await bench.execution(id);
        expect(row.state).toBe(state);
        return row;
      });

    it('runs a chain of tasks to its output, handing values on', async () => {
      const spec = workflowSpec(
        {
          one: {
            action: 'test.echo',
            input: { n: '<% $.n %>' },
            publish: { branch: { n: '<% task().result.n + 1 %>' } },
            onSuccess: next('two'),
          },
          two: { action: 'test.echo', input: { n: '<% $.n %>' } },
        },
        {
          input: [{ name: 'n', hasDefault: false }],
          output: { n: '<% $.n %>', seen: '<% task(two).result.n %>', first: '<% task(one).result.n %>' },
        },
      );
      const { id } = await bench.start(spec, { n: 41 });
      expect((await ended(id, 'SUCCESS')).output).toBe('{"n":42,"seen":42,"first":41}');
    });

    it('ends a hundred executions at once, each action run exactly once', async () => {
      const spec = workflowSpec({
        a: { action: 'test.echo', onSuccess: next('b', 'c') },
        b: { action: 'test.echo' },
        c: { action: 'test.echo' },
      });
      const before = bench.ran.length;
      const all = bench.ended(300);
      const rows = await Promise.all(Array.from({ length: 100 }, () => bench.start(spec)));
      await all;
      for (const { id } of rows) expect(await bench.execution(id)).toMatchObject({ state: 'SUCCESS' });
      const ran = bench.ran.slice(before).map((job) => job.actionExecutionId);
      expect(ran).toHaveLength(300);
      expect(new Set(ran).size).toBe(300);
    });

    it('records every change once, in the order of each execution', async () => {
      const log = changeLogOf(bench.database.dataSource, bench.database.dialect);
      const start = await log.end();
      const { id } = await bench.start(workflowSpec({ one: { action: 'test.echo' } }));
      await ended(id, 'SUCCESS');
      const changes = await eventually(async () => {
        const found = await log.after(start, 100, { kind: 'tree', rootId: id });
        expect(found).toHaveLength(6);
        return found;
      });
      expect(changes.map((change) => `${change.kind} ${change.from_state} ${change.to_state}`)).toEqual([
        'EXECUTION null RUNNING',
        'TASK null RUNNING',
        'ACTION null RUNNING',
        'ACTION RUNNING SUCCESS',
        'TASK RUNNING SUCCESS',
        'EXECUTION RUNNING SUCCESS',
      ]);
      const middle = changes[2] as { position: string; id: string };
      const place = { position: String(middle.position), id: String(middle.id) };
      expect(await log.after(place, 100, { kind: 'tree', rootId: id })).toEqual(changes.slice(3));
    });

    it('ends an execution in ERROR for an action that fails, and for one that does not exist', async () => {
      const failed = await bench.start(workflowSpec({ one: { action: 'test.fail' } }));
      expect((await ended(failed.id, 'ERROR')).state_info).toContain('broken');
      const unknown = await bench.start(workflowSpec({ one: { action: 'nobody.has.it' } }));
      expect(unknown).toMatchObject({ state: 'ERROR' });
      expect(unknown.state_info).toContain("Action 'nobody.has.it' does not exist.");
    });

    it('ends an execution in ERROR when a value is too large to keep', async () => {
      const spec = workflowSpec({
        one: { action: 'test.echo', publish: { branch: { big: '<% task().result.text * 200 %>' } } },
      });
      const big = 'x'.repeat(9_000);
      const { id } = await bench.start({
        ...spec,
        tasks: { one: { ...spec.tasks.one, input: { text: big } } as never },
      });
      expect((await ended(id, 'ERROR')).state_info).toMatch(/too large|limit/i);
    });

    it('refuses input that is missing or unexpected, and stores nothing', async () => {
      const spec = workflowSpec({ one: {} }, { input: [{ name: 'a', hasDefault: false }] });
      const count = () => bench.database.dataSource.getRepository('execution').count();
      const before = await count();
      const error = await bench.start(spec, { b: 1 }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({ missing: ['a'], unexpected: ['b'] });
      expect(await count()).toBe(before);
    });

    it('lets no more items run at a time than they may, and keeps all results in order', async () => {
      const list = Array.from({ length: 40 }, (_, item) => item);
      const each = {
        action: 'test.echo',
        input: { n: '<% $.i %>' },
        withItems: [{ variable: 'i', items: list }],
        policies: { concurrency: 3 },
      };
      const spec = workflowSpec({ each }, { output: { all: '<% task(each).result.n %>' } });
      const { id } = await bench.start(spec);
      expect((await ended(id, 'SUCCESS')).output).toBe(JSON.stringify({ all: list }));
    });

    it('drops the results of a task that does not keep them, and of no other', async () => {
      const echo = { action: 'test.echo', input: { n: 1 } };
      const spec = workflowSpec({ one: { ...echo, keepResult: false, onSuccess: next('two') }, two: echo });
      const { id } = await bench.start(spec);
      await ended(id, 'SUCCESS');
      const actions = bench.database.dataSource.getRepository<ActionExecutionRow>('action_execution');
      const rows = await actions.find({ where: { execution_id: id }, order: { id: 'ASC' } });
      expect(rows.map(({ output }) => output)).toEqual([null, '{"n":1}']);
    });

    it('keeps the late result of an attempt that timed out, and waits for that of the next', async () => {
      const { actions, tell, end } = handOf(bench);
      const policies = { timeout: 60, retry: { count: 1, delay: 0 } };
      const { id } = await bench.start(workflowSpec({ one: { action: 'test.never', policies } }));
      const [first] = (await actions(id)) as [ActionExecutionRow];
      const taskId = first.task_id as string;
      await tell(id, { kind: 'timerFired', taskId, timer: 'timeout', run: 1, seconds: 60 });
      await tell(id, { kind: 'timerFired', taskId, timer: 'run', run: 2, seconds: 0 });
      const [, second] = (await actions(id)) as [ActionExecutionRow, ActionExecutionRow];
      const jobs = [first, second].map(({ id: actionExecutionId, attempt }) => ({ actionExecutionId, attempt }));
      const unwanted = await unwantedActions(new ActionStore(bench.database.dataSource), jobs as ActionJob[]);
      expect(unwanted).toMatchObject([{ actionExecutionId: first.id, kind: 'OVER' }]);
      await end(first, '"late"');
      expect(await bench.execution(id)).toMatchObject({ state: 'RUNNING' });
      expect(await actions(id)).toMatchObject([
        { state: 'SUCCESS', accepted: false, output: '"late"' },
        { state: 'RUNNING', accepted: false },
      ]);
      await end(second, '"good"');
      await ended(id, 'SUCCESS');
      expect(await actions(id)).toMatchObject([{ accepted: false }, { accepted: true }]);
    });

    it('says of an action only what may be said when the turn comes, whatever somebody had seen before', async () => {
      const { actions, tell, end } = handOf(bench);
      const { id } = await bench.start(workflowSpec({ one: { action: 'test.never' } }));
      const [action] = (await actions(id)) as [ActionExecutionRow];
      const paused: Told = {
        kind: 'actionUpdated',
        actionExecutionId: action.id,
        taskId: action.task_id as string,
        state: 'PAUSED',
      };
      await Promise.all([tell(id, paused), tell(id, paused)]);
      expect(await actions(id)).toMatchObject([{ state: 'PAUSED' }]);
      await tell(id, { ...paused, state: 'RUNNING' });
      expect(await bench.execution(id)).toMatchObject({ state: 'RUNNING' });
      const [refused] = await Promise.allSettled([tell(id, paused), end(action, '1')]);
      expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(IllegalStateError) });
      await ended(id, 'SUCCESS');
    });

    it('takes a result once, and calls a later one late', async () => {
      const { id } = await bench.start(workflowSpec({ one: { action: 'test.echo' } }));
      await ended(id, 'SUCCESS');
      const action = await bench.database.dataSource
        .getRepository<ActionExecutionRow>('action_execution')
        .findOneByOrFail({ execution_id: id });
      const task = await bench.database.dataSource
        .getRepository<TaskExecutionRow>('task_execution')
        .findOneByOrFail({ execution_id: id });
      const result = {
        id: action.id,
        state: 'ERROR' as const,
        state_info: 'late',
        output: '"late"',
        attempt: null,
        started_at: null,
        finished_at: new Date(),
      };
      expect(await bench.engine.take({ executionId: id, taskId: task.id, result, job: null })).toBe('LATE');
      expect(await bench.execution(id)).toMatchObject({ state: 'SUCCESS' });
    });
  });
}

/** What is stored of an execution's actions, and what somebody says of them. */
function handOf(bench: EngineBench) {
  return {
    /** Its actions, the oldest first. */
    actions: async (executionId: string): Promise<ActionExecutionRow[]> =>
      bench.database.dataSource
        .getRepository<ActionExecutionRow>('action_execution')
        .find({ where: { execution_id: executionId }, order: { id: 'ASC' } }),
    tell: (executionId: string, told: Told) =>
      bench.engine.take({ executionId, taskId: 'taskId' in told ? told.taskId : null, told, job: null }),
    end: ({ id, execution_id: executionId, task_id: taskId }: ActionExecutionRow, output: string) =>
      bench.engine.take({
        executionId,
        taskId,
        result: {
          id,
          attempt: null,
          state: 'SUCCESS',
          state_info: null,
          output,
          started_at: null,
          finished_at: new Date(),
        },
        job: null,
      }),
  };
}
