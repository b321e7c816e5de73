import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TurnStore } from '../../src/persistence/TurnStore.ts';
import { QUEUES, type TurnJob } from '../../src/queue/jobs.ts';
import type { CronTriggers } from '../../src/scheduler/CronTriggers.ts';
import { Dice } from '../support/Dice.ts';
import { createMysql, createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { SchedulerBench } from './SchedulerBench.ts';

const STORES = [
  { name: 'PostgreSQL', create: createPostgres, isSame: true },
  { name: 'MariaDB, queue in PostgreSQL', create: createMysql, isSame: false },
];
const day = (time: string) => `2026-06-01T${time}.000Z`;

for (const store of STORES) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  describe.skipIf(!reachable)(
    `cron triggers on ${store.name}${reachable ? '' : ' (no server on this machine)'}`,
    () => {
      let databases: TestDatabase[];
      let bench: SchedulerBench;
      let triggers: CronTriggers;

      beforeAll(async () => {
        const database = await store.create();
        const queue = store.isSame ? database : await createPostgres();
        databases = [...new Set([database, queue])];
        bench = await SchedulerBench.open({ database: database.url, queue: queue.url });
      });
      afterAll(async () => {
        await bench.close();
        for (const database of databases) await database.drop();
      });
      beforeEach(() => {
        bench.now = new Date('2026-06-01T00:00:00Z');
        triggers = bench.scheduler().triggers;
      });

      it('start an execution at their time, and know their next one', async () => {
        const created = await bench.create(triggers, { name: 'hourly', input: { who: 'me' }, remainingExecutions: 2 });
        expect(created).toMatchObject({ state: 'ACTIVE', next_time: new Date(day('01:00:00')) });
        const early = await bench.lookAt(triggers, created.id, day('00:59:59'));
        expect(early).toMatchObject({ next_time: new Date(day('01:00:00')), last_time: null });
        const fired = await bench.lookAt(triggers, created.id, day('01:00:00'));
        expect(fired).toMatchObject({
          remaining: 1,
          next_time: new Date(day('02:00:00')),
          last_time: new Date(day('01:00:00')),
        });
        const [execution] = await bench.executions(created.id);
        expect(execution).toMatchObject({ id: fired.last_execution_id, state: 'RUNNING', input: '{"who":"me"}' });
        expect(JSON.parse(execution?.triggered_by as string)).toEqual({
          kind: 'CRON',
          id: created.id,
          name: 'hourly',
          scheduledFor: day('01:00:00'),
        });
        const last = await bench.lookAt(triggers, created.id, day('02:00:00'));
        expect(last).toMatchObject({ state: 'FINISHED', remaining: 0, next_time: null, fires_at: null });
      });

      it('do nothing for the job of an earlier version, nor while they are paused', async () => {
        const { id, revision } = await bench.create(triggers, {});
        await triggers.update(bench.projectId, id, { pattern: '30 * * * *' });
        bench.now = new Date(day('01:00:00'));
        await triggers.look({ triggerId: id, revision });
        const paused = await triggers.pause(bench.projectId, id);
        await bench.lookAt(triggers, id, day('05:00:00'));
        expect(paused).toMatchObject({ state: 'PAUSED', next_time: null });
        expect(await bench.timesOf(id)).toEqual([]);
        const resumed = await triggers.resume(bench.projectId, id);
        expect(resumed).toMatchObject({ state: 'ACTIVE', next_time: new Date(day('05:30:00')) });
      });

      it('send a job for each next time, which is gone with the firing', async () => {
        const { id } = await bench.create(triggers, { pattern: null, firstExecutionTime: new Date(day('00:00:01')) });
        const [job] = await bench.jobsOf(id);
        bench.now = new Date(day('00:00:01'));
        await triggers.look(job?.data as never, job?.id);
        expect(await bench.timesOf(id)).toEqual([day('00:00:01')]);
        expect(await bench.trigger(id)).toMatchObject({ state: 'FINISHED' });
        await triggers.look(job?.data as never, job?.id);
        expect(await bench.timesOf(id)).toHaveLength(1);
      });

      it('queue what comes while an execution runs, and start it when that has ended', async () => {
        const { engine, triggers } = bench.scheduler();
        const { id } = await bench.create(triggers, { overlap: 'QUEUE' });
        await bench.lookAt(triggers, id, day('01:00:00'));
        await bench.lookAt(triggers, id, day('02:00:00'));
        const waiting = await bench.lookAt(triggers, id, day('03:00:00'));
        expect(JSON.parse(waiting.waiting)).toEqual([Date.parse(day('02:00:00')), Date.parse(day('03:00:00'))]);
        for (const [count, left] of [
          [2, 1],
          [3, 0],
        ] as const) {
          const running = (await bench.executions(id)).at(-1)?.id as string;
          await engine.take({
            executionId: running,
            taskId: null,
            told: { kind: 'stop', state: 'SUCCESS', reason: null },
            job: null,
          });
          for (const job of await bench.jobsOf(id)) await triggers.look(job.data, job.id);
          expect(await bench.timesOf(id)).toHaveLength(count);
          expect(JSON.parse((await bench.trigger(id)).waiting)).toHaveLength(left);
        }
        expect(await bench.timesOf(id)).toEqual([day('01:00:00'), day('02:00:00'), day('03:00:00')]);
      });

      it('skip, or cancel what runs', async () => {
        const skipping = await bench.create(triggers, { overlap: 'SKIP' });
        const cancelling = await bench.create(triggers, { overlap: 'CANCEL_PREVIOUS' });
        for (const time of [day('01:00:00'), day('02:00:00')]) {
          await bench.lookAt(triggers, skipping.id, time);
          await bench.lookAt(triggers, cancelling.id, time);
        }
        expect(await bench.timesOf(skipping.id)).toEqual([day('01:00:00')]);
        const [first, second] = await bench.executions(cancelling.id);
        const told = (await bench.queue.fetch<TurnJob>(QUEUES.turn, 100)).map(({ data }) => data);
        expect(told.find(({ executionId }) => executionId === first?.id)?.event).toContain('"CANCELLED"');
        expect(told.find(({ executionId }) => executionId === second?.id)).toBeUndefined();
      });

      it('fire by hand whatever their state is, which counts for nothing', async () => {
        const { id } = await bench.create(triggers, { remainingExecutions: 1 });
        await triggers.pause(bench.projectId, id);
        const execution = await triggers.fire(bench.projectId, id);
        expect(await bench.trigger(id)).toMatchObject({
          remaining: 1,
          state: 'PAUSED',
          last_execution_id: execution.id,
        });
        expect(await bench.timesOf(id)).toEqual(['by hand']);
      });

      it('fire in any number at once, which need more connections than there are', async () => {
        const all = await Promise.all(Array.from({ length: 30 }, () => bench.create(triggers, {})));
        const fired = await Promise.all(all.map(({ id }) => triggers.fire(bench.projectId, id)));
        expect(new Set(fired.map(({ trigger_id }) => trigger_id)).size).toBe(30);
      });

      it('fill a range with what has not run, once however often that is asked for', async () => {
        const { id } = await bench.create(triggers, { missed: 'SKIP' });
        await bench.lookAt(triggers, id, day('02:00:00'));
        const range = { from: new Date(day('01:00:00')), to: new Date(day('04:00:00')) };
        await expect(triggers.backfill(bench.projectId, id, range)).rejects.toThrow('future');
        bench.now = new Date(day('04:30:00'));
        const { executions } = await triggers.backfill(bench.projectId, id, range);
        expect(executions).toHaveLength(3);
        expect((await triggers.backfill(bench.projectId, id, range)).executions).toEqual([]);
        expect((await bench.timesOf(id)).sort()).toEqual(['01', '02', '03', '04'].map((hour) => day(`${hour}:00:00`)));
        const caughtUp = await bench.lookAt(triggers, id, day('05:00:00'));
        expect(caughtUp.next_time).toEqual(new Date(day('06:00:00')));
        expect(await bench.timesOf(id)).toHaveLength(5);
      });

      it('say why a firing started nothing, and go on with the next', async () => {
        const { id } = await bench.create(triggers, {});
        await bench.database.dataSource.query(`UPDATE cron_trigger SET input = '{"what": 1}' WHERE id = '${id}'`);
        const failed = await bench.lookAt(triggers, id, day('01:00:00'));
        expect(failed).toMatchObject({ next_time: new Date(day('02:00:00')), last_execution_id: null });
        expect(failed.last_error).toContain('unexpected: what');
        await triggers.update(bench.projectId, id, { input: {} });
        expect(await bench.lookAt(triggers, id, day('02:00:00'))).toMatchObject({ last_error: null });
        expect(await bench.timesOf(id)).toEqual([day('02:00:00')]);
      });

      it.each([
        'SKIP',
        'LAST',
        'ALL',
      ] as const)('fire with %s each time once, whatever number of schedulers there is and wherever they die', async (missed) => {
        const dice = new Dice(7 + missed.length);
        const schedulers = [1, 2, 3].map(() => bench.scheduler(dyingStore(bench.database.turns, dice)).triggers);
        const { id } = await bench.create(triggers, { pattern: '*/10 * * * *', missed });
        const expected: string[] = [];
        let from = bench.now.getTime() + 1;
        for (let step = 0; step < 25; step++) {
          const now = (Math.floor(bench.now.getTime() / 600_000) + 1 + dice.below(5)) * 600_000;
          const times = Array.from(
            { length: Math.floor((now - from) / 600_000) + 1 },
            (_, index) => now - index * 600_000,
          );
          const made = times.reverse().slice({ SKIP: -1, LAST: -2, ALL: 0 }[missed]);
          expected.push(...made.map((time) => new Date(time).toISOString()));
          from = now + 1;
          bench.now = new Date(now);
          await untilFired(bench, id, schedulers);
        }
        expect(await bench.timesOf(id)).toEqual(expected);
        expect(expected.length).toBeGreaterThan(20);
      }, 60_000);
    },
  );
}

/** All schedulers have the same job, again and again, as the queue hands out what was not settled. */
async function untilFired(bench: SchedulerBench, id: string, schedulers: readonly CronTriggers[]): Promise<void> {
  for (;;) {
    const { fires_at, revision } = await bench.trigger(id);
    if (fires_at !== null && fires_at > bench.now) return;
    await Promise.allSettled(schedulers.map((each) => each.look({ triggerId: id, revision })));
  }
}

/** Transactions of processes that die now and then: before they commit, or after it and before anybody hears of it. */
function dyingStore(turns: TurnStore, dice: Dice): TurnStore {
  return {
    transact: (work) =>
      turns.transact((transaction) => {
        const commit: typeof transaction.commit = async (writes, sends) => {
          if (dice.chance(0.3)) throw new Error('died before the commit');
          await transaction.commit(writes, sends);
          if (dice.chance(0.3)) throw new Error('died after the commit');
        };
        const { read } = transaction;
        const open: typeof transaction.open = (request) => transaction.open(request);
        return work({ read, open, openCronTrigger: (id) => transaction.openCronTrigger(id), commit });
      }),
  };
}
