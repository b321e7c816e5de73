import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { ActionStore } from '../../src/persistence/ActionStore.ts';
import type { ActionExecutionRow } from '../../src/persistence/rows.ts';
import { type ActionJob, QUEUES } from '../../src/queue/jobs.ts';
import { createMysql, createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { EngineBench } from '../support/EngineBench.ts';

const PROJECT = newId();
const STORES = [
  { name: 'PostgreSQL, queue in the same database', create: createPostgres, isSame: true },
  { name: 'MariaDB, queue in PostgreSQL', create: createMysql, isSame: false },
];

for (const store of STORES) {
  const reachable = (await isReachable(createPostgres)) && (await isReachable(store.create));
  describe.skipIf(!reachable)(
    `actions alone on ${store.name}${reachable ? '' : ' (no server on this machine)'}`,
    () => {
      let databases: TestDatabase[];
      let bench: EngineBench;
      /** What happens while an action runs. */
      let whileRunning: (job: ActionJob) => Promise<void> = async () => {};

      beforeAll(async () => {
        const database = await store.create();
        const queue = store.isSame ? database : await createPostgres();
        databases = [...new Set([database, queue])];
        bench = await EngineBench.open({ database: database.url, queue: queue.url }, async (job) => {
          await whileRunning(job);
          return { state: 'SUCCESS', output: job.input, stateInfo: null };
        });
      });
      afterAll(async () => {
        await bench.close();
        for (const database of databases) await database.drop();
      });

      const actions = () => bench.database.dataSource.getRepository<ActionExecutionRow>('action_execution');
      const start = async (name: string, input = {}) =>
        bench.engine.startAction(
          await bench.engine.resolveAction({
            projectId: PROJECT,
            name,
            namespace: 'n',
            input,
            target: null,
            timeoutSeconds: null,
          }),
        );

      it('run once each, and store their results with the end of their jobs', async () => {
        whileRunning = async () => {};
        const ended = bench.ended(20);
        const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => start('test.echo', { n })));
        await ended;
        const rows = await Promise.all(ids.map((id) => actions().findOneByOrFail({ id })));
        expect(rows.map(({ output }) => output)).toEqual(ids.map((_, n) => `{"n":${n}}`));
        expect(rows[0]).toMatchObject({
          ...{ project_id: PROJECT, namespace: 'n', execution_id: null, task_id: null },
          ...{ name: 'test.echo', state: 'SUCCESS', started_at: expect.any(Date), finished_at: expect.any(Date) },
        });
        expect(bench.ran.map(({ actionExecutionId }) => actionExecutionId).sort()).toEqual([...ids].sort());
        expect(await bench.queue.fetch(QUEUES.action, 1)).toEqual([]);
      });

      it('keep their first end, and leave nothing where they are gone before they end', async () => {
        const store = new ActionStore(bench.database.dataSource);
        const completed = {
          attempt: null,
          state: 'SUCCESS',
          state_info: null,
          output: '"first"',
          started_at: null,
        } as const;
        whileRunning = async ({ action, actionExecutionId: id }) => {
          if (action === 'test.gone') return store.remove(id);
          const result = { ...completed, id, finished_at: new Date() };
          const requests = [1, 2].map(() => bench.engine.take({ executionId: null, taskId: null, result, job: null }));
          expect((await Promise.all(requests)).sort()).toEqual(['ACCEPTED', 'LATE']);
        };
        const ended = bench.ended(2);
        const [id, gone] = await Promise.all([start('test.echo', { n: 1 }), start('test.gone')]);
        await ended;
        expect(await actions().findOneByOrFail({ id })).toMatchObject({ state: 'SUCCESS', output: '"first"' });
        expect(await actions().findOneBy({ id: gone })).toBeNull();
        expect(await bench.queue.fetch(QUEUES.action, 1)).toEqual([]);
      });

      it('are stored only where they can be run', async () => {
        const before = await actions().count();
        await expect(start('unknown')).rejects.toMatchObject({ code: 'NOT_FOUND' });
        await expect(start('test.echo', { text: 'x'.repeat(1024 * 1024) })).rejects.toMatchObject({
          code: 'LIMIT_EXCEEDED',
        });
        expect(await actions().count()).toBe(before);
      });
    },
  );
}
