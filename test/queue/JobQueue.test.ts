import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { JobQueue } from '../../src/queue/JobQueue.ts';
import { QUEUES } from '../../src/queue/jobs.ts';
import { createPostgres, isReachable, type TestDatabase } from '../support/databases.ts';

const reachable = await isReachable(createPostgres);

describe.skipIf(!reachable)(`the queue${reachable ? '' : ' (no PostgreSQL on this machine)'}`, () => {
  let database: TestDatabase;
  let queue: JobQueue;
  beforeAll(async () => {
    database = await createPostgres();
    queue = await JobQueue.open(database.url, silentLogger);
  });
  afterAll(async () => {
    await queue.close();
    await database.drop();
  });

  it('hands out a job once, however often it was sent', async () => {
    const job = { id: newId(), queue: QUEUES.action, data: { action: 'std.noop' } };
    await queue.insert(QUEUES.action, [job]);
    await queue.insert(QUEUES.action, [job]);
    const fetched = await queue.fetch(QUEUES.action, 10);
    expect(fetched.map(({ id, data }) => ({ id, data }))).toEqual([{ id: job.id, data: job.data }]);
    expect(await queue.fetch(QUEUES.action, 10)).toEqual([]);
  });

  it('moves a job that was given up to the lost ones, with its data', async () => {
    const job = { id: newId(), queue: QUEUES.action, data: { action: 'std.sleep' } };
    await queue.insert(QUEUES.action, [job]);
    await queue.fetch(QUEUES.action, 10);
    await queue.fail(QUEUES.action, [job.id]);
    const lost = await queue.fetch(QUEUES.lostAction, 10);
    expect(lost.map((each) => each.data)).toEqual([job.data]);
  });

  it('forgets a settled job', async () => {
    const job = { id: newId(), queue: QUEUES.action, data: {} };
    await queue.insert(QUEUES.action, [job]);
    await queue.settle(QUEUES.action, [job.id]);
    expect(await queue.fetch(QUEUES.action, 10)).toEqual([]);
  });
});
