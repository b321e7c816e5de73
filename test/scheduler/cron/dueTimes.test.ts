import { describe, expect, it } from 'vitest';
import { dueTimes, MISSED_AFTER_MS, type MissedPolicy } from '../../../src/scheduler/cron/dueTimes.ts';
import { fireTime, type Jitter } from '../../../src/scheduler/cron/fireTime.ts';
import { Pattern } from '../../../src/scheduler/cron/Pattern.ts';
import { type Schedule, timeAfter } from '../../../src/scheduler/cron/Schedule.ts';
import { Dice } from '../../support/Dice.ts';

const HOUR = 3_600_000;
const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Santiago'],
  ...['Asia/Kathmandu', 'America/St_Johns', 'Africa/Casablanca', 'America/Havana'],
];
/** Days around which clocks change somewhere. */
const DAYS = [
  '2026-03-07',
  '2026-03-28',
  '2026-04-04',
  '2026-04-23',
  '2026-09-05',
  '2026-10-03',
  '2026-10-24',
  '2026-10-31',
];

/** A trigger, and when there was a scheduler. */
interface Life {
  readonly schedule: Schedule;
  readonly jitter: Jitter;
  readonly missed: MissedPolicy;
  readonly missedLimit: number;
  readonly begin: number;
  readonly end: number;
  /** From when to when there was none. */
  readonly downtimes: readonly (readonly [number, number])[];
  readonly story: string;
}

function randomLife(dice: Dice): Life {
  const minute = dice.pick(['0', '30', '15,45', '*/20', '*/17', '59']);
  const hour = dice.pick(['*', '2', '0-3', '1,2', '*/2', '*/5']);
  const day = dice.pick(['* * *', '* * *', '*/2 * *', '* * SUN,MON', 'L * *']);
  const zone = dice.pick(ZONES);
  const begin = Date.parse(`${dice.pick(DAYS)}T00:00Z`) + dice.below(24) * HOUR;
  const text = `${minute} ${hour} ${day}`;
  const first = dice.chance(0.2) ? begin + dice.below(30 * HOUR) : null;
  const end = begin + 40 * HOUR;
  const downtimes: [number, number][] = [];
  for (let time = begin + dice.below(10 * HOUR); time < end; time += dice.below(12 * HOUR)) {
    const until = time + (dice.chance(0.3) ? dice.below(20_000) : dice.below(9 * HOUR));
    downtimes.push([time, until]);
    time = until + 1;
  }
  const seconds = dice.pick([0, 0, 45, 600, 7_200]);
  const missed = dice.pick(['SKIP', 'LAST', 'ALL'] as const);
  return {
    schedule: {
      pattern: Pattern.parse(text, zone),
      first,
      startsAt: dice.chance(0.2) ? begin + dice.below(10 * HOUR) : null,
      endsAt: dice.chance(0.2) ? end - dice.below(20 * HOUR) : null,
    },
    jitter: { triggerId: String(dice.below(1_000_000)), seconds },
    missed,
    missedLimit: dice.pick([1, 3, 1_000]),
    begin,
    end,
    downtimes,
    story: `${text} in ${zone}, jitter ${seconds} s, ${missed}`,
  };
}

/** What the policy defines, time by time. */
function defined({ schedule, jitter, missed, missedLimit, begin, end, downtimes }: Life): number[] {
  const fired: number[] = [];
  const missedUntil = new Map<number, number[]>();
  for (let time = timeAfter(schedule, begin); time !== null; time = timeAfter(schedule, time)) {
    const due = fireTime(schedule, time, jitter);
    const [, until] = downtimes.find(([from, to]) => due >= from && due < to) ?? [];
    if ((until ?? due) > end) break;
    if (until === undefined || until - due <= MISSED_AFTER_MS) fired.push(time);
    else missedUntil.set(until, [...(missedUntil.get(until) ?? []), time]);
  }
  const count = { SKIP: 0, LAST: 1, ALL: missedLimit }[missed];
  for (const times of missedUntil.values()) if (count > 0) fired.push(...times.slice(-count));
  return fired.sort((left, right) => left - right);
}

/** What a scheduler does that looks whenever the trigger is due, or as soon as it is up again. */
function lived({ downtimes, begin, end, schedule, ...life }: Life): number[] {
  const fired: number[] = [];
  let from = timeAfter(schedule, begin);
  while (from !== null) {
    const due = fireTime(schedule, from, life.jitter);
    const now = downtimes.find(([down, up]) => due >= down && due < up)?.[1] ?? due;
    if (now > end) break;
    const { times, next } = dueTimes({ ...life, schedule, from, now });
    fired.push(...times);
    from = next;
  }
  return fired;
}

describe('what is due', () => {
  it('is over random patterns, zones and downtimes what the policy defines, each time once and in order', () => {
    const dice = new Dice(20_260_329);
    let [fired, kinds] = [0, new Set<string>()];
    for (let run = 0; run < 150; run++) {
      const life = randomLife(dice);
      const times = lived(life);
      expect(times, `run ${run}: ${life.story}`).toEqual(defined(life));
      expect(new Set(times).size).toBe(times.length);
      fired += times.length;
      kinds.add(`${life.missed} ${life.jitter.seconds > 0}`);
    }
    expect(fired).toBeGreaterThan(1_000);
    expect(kinds.size).toBe(6);
  });

  it('costs no more where a trigger of each second was down for a year', () => {
    const schedule = {
      pattern: Pattern.parse('* * * * * *', 'Europe/Berlin'),
      first: null,
      startsAt: null,
      endsAt: null,
    };
    const now = Date.parse('2026-06-01T12:00:00Z');
    const question = { schedule, jitter: { triggerId: 'a', seconds: 0 }, from: now - 365 * 24 * HOUR, now };
    const onTime = Array.from({ length: 11 }, (_, index) => now - 10_000 + index * 1_000);
    expect(dueTimes({ ...question, missed: 'SKIP', missedLimit: 100 })).toEqual({ times: onTime, next: now + 1_000 });
    expect(dueTimes({ ...question, missed: 'LAST', missedLimit: 100 }).times).toEqual([now - 11_000, ...onTime]);
    expect(dueTimes({ ...question, missed: 'ALL', missedLimit: 100 }).times).toHaveLength(111);
  });

  it('is nothing before its time', () => {
    const schedule = { pattern: Pattern.parse('0 12 * * *', 'UTC'), first: null, startsAt: null, endsAt: null };
    const from = Date.parse('2026-06-01T12:00:00Z');
    const question = { schedule, jitter: { triggerId: 'a', seconds: 0 }, from, missed: 'ALL', missedLimit: 9 } as const;
    expect(dueTimes({ ...question, now: from - 1 })).toEqual({ times: [], next: from });
    expect(dueTimes({ ...question, now: from })).toEqual({ times: [from], next: from + 24 * HOUR });
  });
});
