import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { CronTriggerChange, LockedCronTrigger } from '../engine/changeCronTrigger.ts';
import type { Engine } from '../engine/Engine.ts';
import type { CronTriggerRow } from '../persistence/rows.ts';
import type { TriggerJob } from '../queue/jobs.ts';
import { firedChange } from './changeTo.ts';
import { planFiring } from './cron/planFiring.ts';
import type { Starts } from './Starts.ts';

export interface LookParts {
  readonly engine: Engine;
  readonly starts: Starts;
  readonly clock: Clock;
}

/** Does what a job asks: looks whether a trigger has something to start, and starts it. */
export async function lookAtCronTrigger(parts: LookParts, job: TriggerJob, jobId?: Id): Promise<void> {
  const request = { triggerId: job.triggerId, ...(jobId !== undefined && { jobId }) };
  const look = (problem: string | null) =>
    parts.engine.changeCronTrigger(request, async (locked) =>
      isOver(locked.row, job) ? null : decide(parts, locked as Found, { problem, isAfterEnd: job.revision === null }),
    );
  try {
    await look(null);
  } catch (error) {
    // What cannot be started is not tried again before its next time.
    if (!(error instanceof UserError)) throw error;
    await look(error.message);
  }
}

type Found = LockedCronTrigger & { readonly row: CronTriggerRow };

/** Whether the trigger is gone, or paused, or has changed since the job was sent. */
function isOver(row: CronTriggerRow | null, { revision }: TriggerJob): boolean {
  return row === null || row.state === 'PAUSED' || (revision !== null && revision !== row.revision);
}

async function decide(
  { starts, clock }: LookParts,
  locked: Found,
  { problem, isAfterEnd }: { problem: string | null; isAfterEnd: boolean },
): Promise<CronTriggerChange | null> {
  const { row, running } = locked;
  const now = clock.now();
  const plan = planFiring(row, { now: now.getTime(), isRunning: running.length > 0 });
  // The job for its next time is there already.
  if (isAfterEnd && plan.start.length === 0) return null;
  if (problem !== null) return firedChange(row, { ...plan.columns, last_error: problem }, [], now);
  const started = await starts.of(row, await starts.unstarted(row, plan.start, locked));
  return { ...firedChange(row, plan.columns, started, now), cancelled: plan.cancelsRunning ? running : [] };
}
