import { describe, expect, it } from 'vitest';
import { createMysql, createPostgres, isReachable } from '../support/databases.ts';
import { CrashRun } from './support/CrashRun.ts';
import { actionsOf } from './support/Outcome.ts';
import { BEGUN } from './support/traceWorkflows.ts';

const hasPostgres = await isReachable(createPostgres);
const hasBoth = hasPostgres && (await isReachable(createMysql));
const LONG = { timeout: 300_000 };

describe.skipIf(!hasPostgres)('kill -9 on PostgreSQL loses nothing', () => {
  it.concurrent('around the commit of a start', LONG, async () => {
    await CrashRun.of(createPostgres, async (run) => {
      await run.dieAt('start.beforeCommit:1');
      await run.dieAt('start.committing:4');
      await run.dieAt('start.afterCommit:2');
      await run.finish();
      expect(run.clients.replayed).toBeGreaterThan(0);
    });
  });

  it.concurrent('around the commit of a turn', LONG, async () => {
    await CrashRun.of(createPostgres, async (run) => {
      await run.dieAt('turn.beforeCommit:1');
      await run.dieAt('turn.committing:3');
      await run.dieAt('turn.afterCommit:5');
      await run.dieAt('bell.fetched:5');
      await run.dieAt('turn.beforeCommit:9');
      await run.finish();
    });
  });

  it.concurrent('while actions run, and while those that were lost are settled', LONG, async () => {
    await CrashRun.of(createPostgres, async (run) => {
      await run.dieAt('action.fetched:30');
      await run.dieAt('action.ran:50');
      await run.dieAt('lost.fetched:2');
      await run.dieAt('lost.repeated:1');
      await run.dieAt('lost.settled:1');
      const executions = await run.finish();
      expect(executions.filter((execution) => execution.state === 'ERROR').length).toBeGreaterThan(0);
      const repeated = run.runs().filter(({ attempt }) => attempt > 1);
      expect(repeated.length).toBeGreaterThan(0);
      const actions = new Map(executions.flatMap(actionsOf).map((action) => [action.id, action.name]));
      expect(new Set(repeated.map(({ actionId }) => actions.get(actionId)))).toEqual(new Set(['trace.again']));
    });
  });
});

describe.skipIf(!hasBoth)('kill -9 on MariaDB loses nothing', () => {
  it.concurrent('around the commit of a start, and on the way of its jobs to the queue', LONG, async () => {
    await CrashRun.of(createMysql, async (run) => {
      await run.dieAt('start.beforeCommit:2');
      await run.dieAt('start.afterCommit:2');
      await run.dieAt('outbox.beforeSend:1');
      await run.dieAt('outbox.afterSend:2');
      await run.goOn();
      await run.dieAt('outbox.afterRemove:2');
      await run.finish();
      expect(run.clients.replayed).toBeGreaterThan(0);
    });
  });

  it.concurrent('and begins nothing twice that somebody else completes', LONG, async () => {
    await CrashRun.of(createMysql, async (run) => {
      await run.dieAt('outbox.afterSend:2', [BEGUN]);
      await run.goOn();
      expect(run.clients.acknowledged.size).toBe(40);
      expect(new Set(run.runs().map(({ actionId }) => actionId)).size).toBe(40);
      expect(run.runs()).toHaveLength(40);
    });
  });

  it.concurrent('around the commit of a turn, and between it and the end of its jobs', LONG, async () => {
    await CrashRun.of(createMysql, async (run) => {
      await run.dieAt('turn.beforeCommit:2');
      await run.dieAt('turn.afterCommit:3');
      await run.dieAt('outbox.beforeSettle:2');
      await run.dieAt('outbox.afterSettle:3');
      await run.dieAt('bell.fetched:5');
      await run.dieAt('action.ran:20');
      await run.finish();
    });
  });
});
