import type { CronTriggerChange } from '../engine/changeCronTrigger.ts';
import type { IdentifiedStart } from '../engine/startExecutions.ts';
import type { CronTriggerRow } from '../persistence/rows.ts';

/** How soon a trigger is looked at again while times wait: an execution that was taken away tells nobody that it has ended. */
const WAITING_LOOK_MS = 60_000;

/** The next version of a trigger. */
export function next({ revision }: CronTriggerRow, now: Date): Pick<CronTriggerRow, 'revision' | 'updated_at'> {
  return { revision: revision + 1, updated_at: now };
}

/** A trigger as it is to be written, with the job for its next time. */
export function changeTo(trigger: CronTriggerRow, now: Date): CronTriggerChange {
  const looks = [
    ...(trigger.fires_at === null ? [] : [trigger.fires_at.getTime()]),
    ...(trigger.waiting === '[]' || trigger.state === 'PAUSED' ? [] : [now.getTime() + WAITING_LOOK_MS]),
  ];
  return { trigger, lookAt: looks.length === 0 ? null : new Date(Math.min(...looks)), starts: [], cancelled: [] };
}

/** A trigger that has fired: what of it changes, and the executions that it starts. */
export function firedChange(
  row: CronTriggerRow,
  columns: Partial<CronTriggerRow>,
  starts: readonly IdentifiedStart[],
  now: Date,
): CronTriggerChange {
  const last = starts.at(-1);
  const started = last && { last_execution_id: last.id, last_error: null };
  return { ...changeTo({ ...row, ...started, ...columns, ...next(row, now) }, now), starts };
}
