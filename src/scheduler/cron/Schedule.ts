import type { Moment, Pattern } from './Pattern.ts';

/** When a trigger is to fire. */
export interface Schedule {
  /** `null`: once, at `first`. */
  readonly pattern: Pattern | null;
  /** The first time, whether the pattern has it or not; the pattern counts after it. */
  readonly first: Moment | null;
  /** Nothing before. */
  readonly startsAt: Moment | null;
  /** Nothing after. */
  readonly endsAt: Moment | null;
}

/** The first time after a moment; null where there is none. */
export function timeAfter({ pattern, first, startsAt, endsAt }: Schedule, moment: Moment): Moment | null {
  const isBeforeFirst = first !== null && moment < first;
  const next = isBeforeFirst
    ? first
    : (pattern?.after(startsAt === null ? moment : Math.max(moment, startsAt - 1)) ?? null);
  return next === null || (endsAt !== null && next > endsAt) ? null : next;
}

/** The last time before a moment; null where there is none. */
export function timeBefore({ pattern, first, startsAt, endsAt }: Schedule, moment: Moment): Moment | null {
  const previous = pattern?.before(endsAt === null ? moment : Math.min(moment, endsAt + 1)) ?? null;
  if (first === null) return previous !== null && previous >= (startsAt ?? previous) ? previous : null;
  if (previous !== null && previous > first) return previous;
  return first < moment && first <= (endsAt ?? first) ? first : null;
}
