import { crashPoint } from '../base/crashPoint.ts';
import { messageOf } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import type { Logger } from '../base/logger.ts';
import type { JobQueue } from '../queue/JobQueue.ts';
import { type FetchedJob, QUEUES, type TurnJob } from '../queue/jobs.ts';
import { Pump } from '../queue/Pump.ts';
import type { Engine } from './Engine.ts';
import type { Told } from './takeTurns.ts';

const BATCH = 64;
/** A `DueTimer` wakes us, also for what somebody else was to wake us for: this is for when it cannot. */
const BACKSTOP_MS = 30_000;

/** Takes the turns that nobody sits beside: delays that are over, news between an execution and its sub-workflows. */
export class Bells {
  private readonly pump: Pump<FetchedJob<TurnJob>>;

  constructor(private readonly parts: { queue: JobQueue; engine: Engine; log: Logger }) {
    this.pump = new Pump({
      fetch: (limit) => parts.queue.fetch<TurnJob>(QUEUES.turn, limit),
      handle: async (jobs) => {
        await Promise.all(jobs.map((job) => this.ring(job)));
      },
      room: () => BATCH,
      log: parts.log,
      backstopMs: BACKSTOP_MS,
    });
  }

  start(): void {
    this.pump.start();
  }

  /** There may be jobs. */
  wake(): void {
    this.pump.wake();
  }

  stop(): Promise<void> {
    return this.pump.stop();
  }

  /** What fails here is tried again soon. */
  private async ring({ id, data }: FetchedJob<TurnJob>): Promise<void> {
    crashPoint('bell.fetched');
    const { queue, engine, log } = this.parts;
    const told = parseJson(data.event) as unknown as Told;
    const taskId = 'taskId' in told ? told.taskId : null;
    try {
      await engine.take({ executionId: data.executionId, taskId, told, job: { queue: QUEUES.turn, id } });
    } catch (error) {
      log.warn({ error: messageOf(error), executionId: data.executionId, event: told.kind }, 'a turn failed');
      await queue.fail(QUEUES.turn, [id]).catch(() => {});
    }
  }
}
