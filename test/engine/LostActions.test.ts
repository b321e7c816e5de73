import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { newId } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { LostActions } from '../../src/engine/LostActions.ts';
import { ActionStore } from '../../src/persistence/ActionStore.ts';
import type { ActionExecutionRow } from '../../src/persistence/rows.ts';
import { type ActionJob, QUEUES } from '../../src/queue/jobs.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';
import { EngineBench } from '../support/EngineBench.ts';
import { eventually } from '../support/eventually.ts';
import { workflowSpec } from '../support/specs.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(
  `an action whose executor died${reachable ? '' : ' (no PostgreSQL on this machine)'}`,
  () => {
    let database: TestDatabase;
    let bench: EngineBench;
    let lost: LostActions;
    beforeAll(async () => {
      database = await createPostgres();
    });
    afterAll(() => database.drop());
    beforeEach(async () => {
      bench = await EngineBench.open(
        { database: database.url, queue: database.url },
        async (job) => ({ state: 'SUCCESS', output: job.input, stateInfo: null }),
        { slots: 0 },
      );
      lost = new LostActions({
        queue: bench.queue,
        engine: bench.engine,
        clock: systemClock,
        log: silentLogger,
        beginAttempt: (id, attempt) =>
          new ActionStore(bench.database.dataSource).beginAttempt(id, attempt, systemClock.now()),
        isRepeatable: (action) => action === 'test.repeatable',
        onSent: () => {},
      });
      lost.start();
    });
    afterEach(async () => {
      await lost.stop();
      await bench.close();
    });

    /** Starts an execution whose only action is taken by an executor that never reports. */
    async function lose(action: string): Promise<string> {
      const { id } = await bench.start(workflowSpec({ one: { action } }));
      const jobs = await bench.queue.fetch<ActionJob>(QUEUES.action, 10);
      expect(jobs.map((job) => job.data.executionId)).toEqual([id]);
      await bench.queue.fail(
        QUEUES.action,
        jobs.map((job) => job.id),
      );
      return id;
    }

    it('ends in ERROR and says why, unless it may run twice', async () => {
      const id = await lose('test.once');
      const row = await eventually(async () => {
        const found = await bench.execution(id);
        expect(found.state).toBe('ERROR');
        return found;
      });
      expect(row.state_info).toContain('The executor of this action died before it reported');
      expect(await bench.queue.fetch(QUEUES.action, 10)).toEqual([]);
    });

    it('ends in ERROR where it runs alone, too', async () => {
      const asked = {
        projectId: newId(),
        name: 'test.once',
        namespace: '',
        input: {},
        target: null,
        timeoutSeconds: null,
      };
      const id = await bench.engine.startAction(await bench.engine.resolveAction(asked));
      const [job] = await bench.queue.fetch<ActionJob>(QUEUES.action, 10);
      await bench.queue.fail(QUEUES.action, [job?.id ?? '']);
      const row = await eventually(async () => {
        const actions = bench.database.dataSource.getRepository<ActionExecutionRow>('action_execution');
        const found = await actions.findOneByOrFail({ id });
        expect(found.state).toBe('ERROR');
        return found;
      });
      expect(row.state_info).toContain('The executor of this action died before it reported');
      expect(await bench.queue.fetch(QUEUES.lostAction, 10)).toEqual([]);
    });

    it('is sent again where it may run twice, and counts the attempt', async () => {
      const id = await lose('test.repeatable');
      const jobs = await eventually(async () => {
        const found = await bench.queue.fetch<ActionJob>(QUEUES.action, 10);
        expect(found).toHaveLength(1);
        return found;
      });
      expect(jobs[0]?.data).toMatchObject({ executionId: id, attempt: 2 });
      const data = jobs[0]?.data as ActionJob;
      const report = (attempt: number) =>
        bench.engine.take({
          executionId: id,
          taskId: data.taskId,
          result: {
            id: data.actionExecutionId,
            attempt,
            state: 'SUCCESS',
            state_info: null,
            output: String(attempt),
            started_at: null,
            finished_at: new Date(),
          },
          job: null,
        });
      expect([await report(1), await report(2)]).toEqual(['LATE', 'ACCEPTED']);
    });
  },
);
