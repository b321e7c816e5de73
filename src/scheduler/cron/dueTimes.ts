import { fireTime, type Jitter } from './fireTime.ts';
import type { Moment } from './Pattern.ts';
import { type Schedule, timeAfter, timeBefore } from './Schedule.ts';

/** Of the times that were missed: none is made up for, the last one, or each. */
export type MissedPolicy = 'SKIP' | 'LAST' | 'ALL';

/** A firing that comes later than this was missed. */
export const MISSED_AFTER_MS = 10_000;

export interface DueQuestion {
  readonly schedule: Schedule;
  readonly jitter: Jitter;
  /** The first time that has not been dealt with. */
  readonly from: Moment;
  readonly now: Moment;
  readonly missed: MissedPolicy;
  /** Of `ALL`: the latest so many. */
  readonly missedLimit: number;
}

/** Times of the schedule to fire for, in their order, and the first one that is not due yet. */
export interface DueTimes {
  readonly times: readonly Moment[];
  readonly next: Moment | null;
}

/**
 * What a trigger has to fire for now. Looks backwards, so that it costs as much as there is to fire and not as much as was missed:
 * a trigger of each second that was down for a year has missed thirty million times.
 */
export function dueTimes(question: DueQuestion): DueTimes {
  const { schedule, jitter, from, now } = question;
  let time = timeBefore(schedule, now + 1);
  while (time !== null && time >= from && fireTime(schedule, time, jitter) > now) time = timeBefore(schedule, time);
  const latest = time;
  const times: Moment[] = [];
  let mayMiss = { SKIP: 0, LAST: 1, ALL: question.missedLimit }[question.missed];
  for (; time !== null && time >= from; time = timeBefore(schedule, time)) {
    const isMissed = now - fireTime(schedule, time, jitter) > MISSED_AFTER_MS;
    if (isMissed && mayMiss-- <= 0) break;
    times.push(time);
  }
  const next = latest !== null && latest >= from ? timeAfter(schedule, latest) : from;
  return { times: times.reverse(), next };
}
