import { createHash } from 'node:crypto';
import type { Id } from '../../base/ids.ts';
import type { Moment } from './Pattern.ts';
import { type Schedule, timeAfter } from './Schedule.ts';

/** What spreads the firings of a trigger. */
export interface Jitter {
  readonly triggerId: Id;
  readonly seconds: number;
}

/**
 * When a trigger fires for a time of its schedule: later by up to so many seconds, always as much for the same trigger and time,
 * and before its next time.
 */
export function fireTime(schedule: Schedule, time: Moment, { triggerId, seconds }: Jitter): Moment {
  if (seconds === 0) return time;
  const gap = (timeAfter(schedule, time) ?? Number.POSITIVE_INFINITY) - time;
  return time + Math.floor(fraction(`${triggerId} ${time}`) * Math.min(seconds * 1000, gap));
}

/** From 0 to less than 1, spread evenly. */
function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}
