import { Batcher } from '../base/Batcher.ts';
import type { ActionStore } from '../persistence/ActionStore.ts';
import type { OutboxStore } from '../persistence/OutboxStore.ts';
import type { ActionJob, FetchedJob } from './jobs.ts';

const BATCH_LIMIT = 256;

/**
 * Keeps a job that came through the outbox from running twice. Sending it again does nothing only as long as it is in the
 * queue: a row that its sender did not live to remove would bring it back after it had run. So whoever is about to run a job
 * removes its row first, and runs nothing that has ended already, or is gone.
 */
export class JobClaims {
  private readonly claims: Batcher<FetchedJob<ActionJob>, boolean>;

  constructor(outbox: OutboxStore, actions: ActionStore) {
    this.claims = new Batcher((jobs) => claim(outbox, actions, jobs), BATCH_LIMIT);
  }

  /** Whether the job is to run. */
  mayRun(job: FetchedJob<ActionJob>): Promise<boolean> {
    return this.claims.add(job);
  }
}

async function claim(
  outbox: OutboxStore,
  actions: ActionStore,
  jobs: readonly FetchedJob<ActionJob>[],
): Promise<boolean[]> {
  await outbox.remove(jobs.map((job) => job.id));
  const open = new Set(await actions.openOf(jobs.map((job) => job.data.actionExecutionId)));
  return jobs.map((job) => open.has(job.data.actionExecutionId));
}
