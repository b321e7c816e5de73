import type { CronTriggerRow } from '../../persistence/rows.ts';
import { dueTimes, type MissedPolicy } from './dueTimes.ts';
import { decideOverlap, type OverlapPolicy } from './overlap.ts';
import type { Moment } from './Pattern.ts';
import { jitterOf, scheduleOf, standingAt } from './scheduleOf.ts';

/** What a trigger does now. */
export interface Firing {
  /** The columns that change. */
  readonly columns: Partial<CronTriggerRow>;
  /** Times to start an execution for. */
  readonly start: readonly Moment[];
  readonly cancelsRunning: boolean;
}

/** Decides what a trigger that is not paused does at a moment, while executions that it started run or do not. */
export function planFiring(row: CronTriggerRow, { now, isRunning }: { now: Moment; isRunning: boolean }): Firing {
  const schedule = scheduleOf(row);
  const due =
    row.next_time === null
      ? { times: [], next: null }
      : dueTimes({
          schedule,
          jitter: jitterOf(row),
          from: row.next_time.getTime(),
          now,
          missed: row.missed as MissedPolicy,
          missedLimit: row.missed_limit,
        });
  const { start, waiting, cancelsRunning, remaining } = decideOverlap({
    overlap: row.overlap as OverlapPolicy,
    isRunning,
    waiting: waitingOf(row),
    due: due.times,
    remaining: row.remaining,
  });
  const last = start.at(-1);
  return {
    columns: {
      remaining,
      waiting: waitingText(waiting),
      ...standingAt({ ...row, remaining }, schedule, due.next),
      ...(last !== undefined && { last_time: new Date(last) }),
    },
    start,
    cancelsRunning,
  };
}

/** The times that wait until the execution before has ended. */
export function waitingOf({ waiting }: Pick<CronTriggerRow, 'waiting'>): Moment[] {
  return JSON.parse(waiting) as Moment[];
}

export function waitingText(times: readonly Moment[]): string {
  return JSON.stringify(times);
}
