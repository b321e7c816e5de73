import type { JobQueue } from '../queue/JobQueue.ts';
import { type ActionJob, actionQueue, type FetchedJob, QUEUES, type QueueName, queueOfMissing } from '../queue/jobs.ts';

/** How often a queue of a target is looked into that nobody said anything of. */
const BACKSTOP_MS = 5_000;

interface Lane {
  readonly queue: QueueName;
  mayHoldJobs: boolean;
  /** When it was last found empty. */
  emptyMs: number;
}

function laneOf(queue: QueueName): Lane {
  return { queue, mayHoldJobs: true, emptyMs: 0 };
}

/**
 * The queues that an executor fetches from: the one for everybody, those of its own name and groups, and those of actions that
 * not every executor offers. All but the first are seldom used, so each is looked into only when there may be something in it,
 * or when that has not been done for a while.
 */
export class Lanes {
  private readonly lanes: Lane[];
  private lookedMs = Number.NEGATIVE_INFINITY;

  /** `offers`: whether this executor runs an action, and so those of its jobs that others had to leave. */
  constructor(
    private readonly queue: JobQueue,
    targets: readonly string[],
    private readonly offers: (action: string) => boolean,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.lanes = [...new Set(targets)].map((target) => laneOf(actionQueue(target)));
  }

  /** There may be jobs for some targets. */
  wake(): void {
    for (const lane of this.lanes) lane.mayHoldJobs = true;
  }

  /** At most `limit` jobs; fewer where there are no more now. Those meant for this executor go first: no other may take them. */
  async fetch(limit: number): Promise<FetchedJob<ActionJob>[]> {
    const jobs: FetchedJob<ActionJob>[] = [];
    if (this.nowMs() - this.lookedMs >= BACKSTOP_MS) await this.findMissing();
    for (const lane of this.lanes) {
      if (jobs.length < limit && this.isDue(lane)) jobs.push(...(await this.fetchFrom(lane, limit - jobs.length)));
    }
    if (jobs.length < limit) jobs.push(...(await this.queue.fetch<ActionJob>(QUEUES.action, limit - jobs.length)));
    return jobs;
  }

  private async findMissing(): Promise<void> {
    this.lookedMs = this.nowMs();
    const actions = await this.queue.missingActions();
    for (const queue of actions.filter((action) => this.offers(action)).map(queueOfMissing)) {
      if (!this.lanes.some((lane) => lane.queue === queue)) this.lanes.push(laneOf(queue));
    }
  }

  private isDue({ mayHoldJobs, emptyMs }: Lane): boolean {
    return mayHoldJobs || this.nowMs() - emptyMs >= BACKSTOP_MS;
  }

  private async fetchFrom(lane: Lane, limit: number): Promise<FetchedJob<ActionJob>[]> {
    // Before looking: what is sent meanwhile is news.
    lane.mayHoldJobs = false;
    const jobs = await this.queue.fetch<ActionJob>(lane.queue, limit).catch((error: unknown) => {
      lane.mayHoldJobs = true;
      throw error;
    });
    if (jobs.length === limit) lane.mayHoldJobs = true;
    else lane.emptyMs = this.nowMs();
    return jobs;
  }
}
