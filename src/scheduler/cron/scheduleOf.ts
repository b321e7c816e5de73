import type { CronTriggerRow } from '../../persistence/rows.ts';
import { fireTime, type Jitter } from './fireTime.ts';
import { type Moment, Pattern } from './Pattern.ts';
import { type Schedule, timeAfter } from './Schedule.ts';

type ScheduleColumns = Pick<CronTriggerRow, 'pattern' | 'time_zone' | 'first_time' | 'starts_at' | 'ends_at'>;

/** The schedule that a row describes. Throws `InputError` where the pattern or the zone is wrong. */
export function scheduleOf({ pattern, time_zone, first_time, starts_at, ends_at }: ScheduleColumns): Schedule {
  return {
    pattern: pattern === null ? null : Pattern.parse(pattern, time_zone),
    first: first_time?.getTime() ?? null,
    startsAt: starts_at?.getTime() ?? null,
    endsAt: ends_at?.getTime() ?? null,
  };
}

export function jitterOf({ id, jitter_seconds }: Pick<CronTriggerRow, 'id' | 'jitter_seconds'>): Jitter {
  return { triggerId: id, seconds: jitter_seconds };
}

/** The next times of an active trigger, at most so many. */
export function timesToCome(
  row: ScheduleColumns & Pick<CronTriggerRow, 'next_time' | 'remaining'>,
  count: number,
): Date[] {
  const schedule = scheduleOf(row);
  const times: Date[] = [];
  let time = row.next_time?.getTime() ?? null;
  for (; time !== null && times.length < Math.min(count, row.remaining ?? count); time = timeAfter(schedule, time)) {
    times.push(new Date(time));
  }
  return times;
}

type Standing = Pick<CronTriggerRow, 'state' | 'next_time' | 'fires_at'>;

/** Where an active trigger stands whose next time is this; without one it has finished. */
export function standingAt(row: CronTriggerRow, schedule: Schedule, next: Moment | null): Standing {
  if (next === null || row.remaining === 0) return { state: 'FINISHED', next_time: null, fires_at: null };
  return { state: 'ACTIVE', next_time: new Date(next), fires_at: new Date(fireTime(schedule, next, jitterOf(row))) };
}

/** Where an active trigger stands that has nothing to make up for. */
export function standingAfter(row: CronTriggerRow, moment: Moment): Standing {
  const schedule = scheduleOf(row);
  return standingAt(row, schedule, timeAfter(schedule, moment));
}
