import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { DueTimer } from '../../src/queue/DueTimer.ts';
import { type Due, JobQueue } from '../../src/queue/JobQueue.ts';
import { type NewJob, QUEUES } from '../../src/queue/jobs.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';

describe('a due timer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('looks at once, again and again, and goes on after a look that failed', async () => {
    const answers = [
      [{ queue: QUEUES.turn, inMs: 0 }],
      new Error('no connection'),
      [{ queue: QUEUES.turn, inMs: 700 }],
    ];
    const dueSoon = vi.fn(async (): Promise<Due[]> => {
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const told: number[] = [];
    const timer = new DueTimer({
      queue: { dueSoon },
      queues: [QUEUES.turn],
      onDue: (_, inMs) => told.push(inMs),
      log: silentLogger,
    });
    timer.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([0]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(told).toEqual([0, 700]);
    await timer.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(dueSoon).toHaveBeenCalledTimes(3);
  });
});

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`what is due soon${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let database: TestDatabase;
  let queue: JobQueue;
  beforeAll(async () => {
    database = await createPostgres();
    queue = await JobQueue.open(database.url, silentLogger, { isWatching: false });
  });
  afterAll(async () => {
    await queue.close();
    await database.drop();
  });

  const job = (inMs: number, name: NewJob['queue'] = QUEUES.turn): NewJob => ({
    id: newId(),
    queue: name,
    data: {},
    startAfter: new Date(Date.now() + inMs),
  });

  it('are the jobs that wait in some queues, not those far away, of other queues, or fetched already', async () => {
    await queue.insert(QUEUES.turn, [job(-60_000)]);
    await queue.fetch(QUEUES.turn, 1);
    expect(await queue.dueSoon([QUEUES.turn], 1_000)).toEqual([]);
    await queue.insert(QUEUES.turn, [job(-50), job(-60_000), job(20_000), job(3_600_000)]);
    await queue.insert(QUEUES.lostAction, [job(10_000, QUEUES.lostAction)]);
    const due = (await queue.dueSoon([QUEUES.turn], 60_000)).sort((left, right) => left.inMs - right.inMs);
    expect(due.map((each) => each.queue)).toEqual([QUEUES.turn, QUEUES.turn]);
    expect(due[0]?.inMs).toBe(0);
    expect(due[1]?.inMs).toBeGreaterThan(0);
    expect(due[1]?.inMs).toBeLessThanOrEqual(20_010);
  });
});
