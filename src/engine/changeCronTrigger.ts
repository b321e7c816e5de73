import type { Id } from '../base/ids.ts';
import type { CronTriggerRow, ExecutionRow } from '../persistence/rows.ts';
import type { OpenedCronTrigger, TurnReads } from '../persistence/TurnStore.ts';
import { type NewJob, QUEUES } from '../queue/jobs.ts';
import type { State } from '../workflow/State.ts';
import type { EngineParts } from './EngineParts.ts';
import { newsOf } from './newsOf.ts';
import { beginStart, type IdentifiedStart } from './startExecutions.ts';
import { triggerEnds, triggerJob } from './triggerEnds.ts';
import { mergeWrites, turnJob } from './writesOf.ts';

export interface CronTriggerRequest {
  readonly triggerId: Id;
  /** The job that is done with it. */
  readonly jobId?: Id;
}

/** What is known of a trigger under its lock. */
export type LockedCronTrigger = OpenedCronTrigger & Pick<TurnReads, 'usedKeys'>;

/** What becomes of a trigger; nothing changes where it is null. */
export interface CronTriggerChange {
  readonly trigger: CronTriggerRow;
  readonly isNew?: boolean;
  /** When somebody has to look at it again. */
  readonly lookAt: Date | null;
  readonly starts: readonly IdentifiedStart[];
  /** Executions to cancel. */
  readonly cancelled: readonly Id[];
}

export type DecideCronTrigger = (locked: LockedCronTrigger) => Promise<CronTriggerChange | null>;

/**
 * Changes a cron trigger: the trigger as it is then, the executions that it starts with their first turns, and the job for the
 * next time commit together or not at all. Its lock lets one change follow another, whatever number of schedulers there are.
 */
export async function changeCronTrigger(
  parts: EngineParts,
  { triggerId, jobId }: CronTriggerRequest,
  decide: DecideCronTrigger,
): Promise<ExecutionRow[]> {
  const { prepared, jobs, rows } = await parts.turns.transact(async (transaction) => {
    const { usedKeys } = transaction.read;
    const change = await decide({ ...(await transaction.openCronTrigger(triggerId)), usedKeys });
    const begun = await Promise.all((change?.starts ?? []).map((start) => beginStart(parts, start)));
    const rows = begun.map(({ row }) => row);
    const jobs = [
      ...begun.flatMap((each) => each.jobs),
      ...rows.flatMap((row) => triggerEnds(row.triggered_by, 'IDLE', row.state as State)),
      ...(change ? jobsOf(change) : []),
    ];
    const finished = jobId === undefined ? [] : [{ queue: QUEUES.trigger, ids: [jobId] }];
    const prepared = parts.channel.prepare({ sent: jobs, finished });
    const writes = mergeWrites(begun.map((each) => each.writes));
    const written = change && { [change.isNew ? 'newCronTriggers' : 'cronTriggers']: [change.trigger] };
    await transaction.commit({ ...writes, ...written, outbox: prepared.outbox }, prepared.sends);
    return { prepared, jobs, rows };
  });
  await prepared.afterCommit();
  parts.onCommitted(newsOf(jobs, { hasChanges: rows.length > 0 }));
  return rows;
}

function jobsOf({ trigger, lookAt, cancelled }: CronTriggerChange): NewJob[] {
  const reason = `Cancelled by the cron trigger '${trigger.name}', which has started another execution.`;
  return [
    ...cancelled.map((id) => turnJob(id, { kind: 'stop', state: 'CANCELLED', reason })),
    ...(lookAt === null ? [] : [triggerJob({ triggerId: trigger.id, revision: trigger.revision }, lookAt)]),
  ];
}
