import { describe, expect, it } from 'vitest';
import { fireTime } from '../../../src/scheduler/cron/fireTime.ts';
import { Pattern } from '../../../src/scheduler/cron/Pattern.ts';
import { type Schedule, timeAfter, timeBefore } from '../../../src/scheduler/cron/Schedule.ts';

const at = (text: string) => Date.parse(`2026-01-${text}Z`);
const text = (time: number | null) => time && new Date(time).toISOString().slice(8, 16);

function schedule(pattern: string | null, bounds: Partial<Schedule> = {}): Schedule {
  const parsed = pattern === null ? null : Pattern.parse(pattern, 'UTC');
  return { pattern: parsed, first: null, startsAt: null, endsAt: null, ...bounds };
}

/** All times within January, forwards; they have to be the same backwards. */
function timesOf(of: Schedule): (string | 0 | null)[] {
  const forwards: number[] = [];
  for (let time = timeAfter(of, at('01T00:00')); time !== null && forwards.length < 50; time = timeAfter(of, time)) {
    forwards.push(time);
  }
  const backwards: number[] = [];
  let time = timeBefore(of, (forwards.at(-1) ?? at('31T00:00')) + 1);
  while (time !== null && time > at('01T00:00') && backwards.length < 50) {
    backwards.push(time);
    time = timeBefore(of, time);
  }
  expect(backwards.reverse()).toEqual(forwards);
  return forwards.map(text);
}

describe('a schedule', () => {
  it('has the times of its pattern between its bounds, which count', () => {
    const bounds = { startsAt: at('03T12:00'), endsAt: at('05T12:00') };
    expect(timesOf(schedule('0 12 * * *', bounds))).toEqual(['03T12:00', '04T12:00', '05T12:00']);
  });

  it('begins with the first time that was given, and goes on with the pattern after it', () => {
    const bounds = { first: at('03T10:17'), endsAt: at('04T13:00') };
    expect(timesOf(schedule('0 12 * * *', bounds))).toEqual(['03T10:17', '03T12:00', '04T12:00']);
  });

  it('has a first time that the pattern has too only once', () => {
    expect(timesOf(schedule('0 12 * * *', { first: at('03T12:00'), endsAt: at('04T12:00') }))).toEqual([
      '03T12:00',
      '04T12:00',
    ]);
  });

  it('is one time where there is no pattern', () => {
    expect(timesOf(schedule(null, { first: at('03T10:17') }))).toEqual(['03T10:17']);
  });

  it('has no time where the bounds leave none', () => {
    expect(timesOf(schedule('0 12 * * *', { startsAt: at('03T13:00'), endsAt: at('04T11:00') }))).toEqual([]);
  });
});

describe('jitter', () => {
  const hourly = schedule('0 * * * *');
  const times = Array.from({ length: 200 }, (_, hour) => at('02T00:00') + hour * 3_600_000);
  const lateness = (triggerId: string, seconds: number) =>
    times.map((time) => fireTime(hourly, time, { triggerId, seconds }) - time);

  it('is the same each time it is asked for, and another for another trigger', () => {
    expect(lateness('a', 600)).toEqual(lateness('a', 600));
    expect(lateness('a', 600)).not.toEqual(lateness('b', 600));
  });

  it('spreads over the seconds that were given', () => {
    const all = lateness('a', 600);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...all)).toBeLessThan(600_000);
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(500_000);
  });

  it('never reaches the next time', () => {
    expect(Math.max(...lateness('a', 86_400))).toBeLessThan(3_600_000);
  });

  it('is none where none was asked for', () => {
    expect(new Set(lateness('a', 0))).toEqual(new Set([0]));
  });
});
