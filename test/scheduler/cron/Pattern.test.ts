import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/base/errors.ts';
import { Pattern } from '../../../src/scheduler/cron/Pattern.ts';

/** The first times after a moment, as the clocks of the zone show them, with the offset unless that is none. */
function timesOf(pattern: string, timeZone: string, from: string, count: number): string[] {
  const parsed = Pattern.parse(pattern, timeZone);
  const times: string[] = [];
  let time: number | null = Date.parse(from);
  while (times.length < count && time !== null) {
    time = parsed.after(time);
    if (time !== null) times.push(shown(time, timeZone));
  }
  return times;
}

function shown(time: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(time);
  const shownOffset = offset.find(({ type }) => type === 'timeZoneName')?.value.replace(/GMT(\+00:00)?/, '');
  return `${format.format(time).slice(5)} ${shownOffset}`.trim();
}

const BERLIN = 'Europe/Berlin';
/** In Berlin clocks go from 2:00 to 3:00 on 29 March 2026 and from 3:00 to 2:00 on 25 October. */
const SWITCHES: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  [
    'a time in the gap comes at its end',
    '30 2 * * *',
    BERLIN,
    '2026-03-28T12:00Z',
    ['03-29 03:00 +02:00', '03-30 02:30 +02:00'],
  ],
  [
    'several times in the gap come once',
    '15,45 2 * * *',
    BERLIN,
    '2026-03-28T12:00Z',
    ['03-29 03:00 +02:00', '03-30 02:15 +02:00'],
  ],
  [
    'a time right after the gap comes once, with one in it',
    '0 2-3 * * *',
    BERLIN,
    '2026-03-28T12:00Z',
    ['03-29 03:00 +02:00', '03-30 02:00 +02:00'],
  ],
  [
    'each hour goes on through the gap',
    '0 * * * *',
    BERLIN,
    '2026-03-29T00:30Z',
    ['03-29 03:00 +02:00', '03-29 04:00 +02:00'],
  ],
  [
    'each half hour goes on through the gap',
    '*/30 * * * *',
    BERLIN,
    '2026-03-29T00:10Z',
    ['03-29 01:30 +01:00', '03-29 03:00 +02:00'],
  ],
  [
    'a time that comes twice counts once',
    '30 2 * * *',
    BERLIN,
    '2026-10-24T12:00Z',
    ['10-25 02:30 +02:00', '10-26 02:30 +01:00'],
  ],
  [
    'several that come twice count once',
    '15,45 2 * * *',
    BERLIN,
    '2026-10-24T12:00Z',
    ['10-25 02:15 +02:00', '10-25 02:45 +02:00', '10-26 02:15 +01:00'],
  ],
  [
    'each hour counts both',
    '0 * * * *',
    BERLIN,
    '2026-10-24T23:30Z',
    ['10-25 02:00 +02:00', '10-25 02:00 +01:00', '10-25 03:00 +01:00'],
  ],
  [
    'each half hour counts both',
    '*/30 * * * *',
    BERLIN,
    '2026-10-25T00:10Z',
    ['10-25 02:30 +02:00', '10-25 02:00 +01:00', '10-25 02:30 +01:00'],
  ],
  [
    'in New York too: in the gap',
    '30 2 * * *',
    'America/New_York',
    '2026-03-07T12:00Z',
    ['03-08 03:00 -04:00', '03-09 02:30 -04:00'],
  ],
  [
    'in New York too: twice',
    '30 1 * * *',
    'America/New_York',
    '2026-10-31T12:00Z',
    ['11-01 01:30 -04:00', '11-02 01:30 -05:00'],
  ],
  [
    'where midnight does not exist, at the end of that gap',
    '0 0 * * *',
    'Africa/Cairo',
    '2026-04-23T12:00Z',
    ['04-24 01:00 +03:00', '04-25 00:00 +03:00'],
  ],
  [
    'where the clocks change by half an hour: in the gap',
    '15 2 * * *',
    'Australia/Lord_Howe',
    '2026-10-03T00:00Z',
    ['10-04 02:30 +11:00', '10-05 02:15 +11:00'],
  ],
  [
    'where the clocks change by half an hour: twice',
    '45 1 * * *',
    'Australia/Lord_Howe',
    '2026-04-04T00:00Z',
    ['04-05 01:45 +11:00', '04-06 01:45 +10:30'],
  ],
  ['no switch in UTC', '30 2 * * *', 'UTC', '2026-03-28T12:00Z', ['03-29 02:30', '03-30 02:30']],
];

describe('a cron pattern where the clocks change', () => {
  it.each(SWITCHES)('%s (%s in %s)', (_, pattern, zone, from, times) => {
    expect(timesOf(pattern, zone, from, times.length)).toEqual(times);
  });

  it('finds the same times backwards', () => {
    for (const [, text, zone, from] of SWITCHES) {
      const pattern = Pattern.parse(text, zone);
      const forwards: number[] = [];
      for (let time = pattern.after(Date.parse(from)); forwards.length < 8; time = pattern.after(time as number)) {
        forwards.push(time as number);
      }
      const backwards: number[] = [];
      for (let time = pattern.before((forwards[7] as number) + 1); backwards.length < 8; ) {
        backwards.push(time as number);
        time = pattern.before(time as number);
      }
      expect(backwards.reverse(), `${text} in ${zone}`).toEqual(forwards);
    }
  });
});

describe('a cron pattern', () => {
  it.each([
    ['@hourly', ['01-05 11:00', '01-05 12:00']],
    ['@daily', ['01-06 00:00', '01-07 00:00']],
    ['@midnight', ['01-06 00:00', '01-07 00:00']],
    ['@weekly', ['01-11 00:00', '01-18 00:00']],
    ['@monthly', ['02-01 00:00', '03-01 00:00']],
    ['@yearly', ['01-01 00:00', '01-01 00:00']],
    ['*/7 * * * *', ['01-05 10:14', '01-05 10:21']],
    ['30 6 1-7 * MON', ['01-06 06:30', '01-07 06:30']],
    ['0 0 13 * 5', ['01-09 00:00', '01-13 00:00']],
    ['0 12 29 2 *', ['02-29 12:00', '02-29 12:00']],
    ['0 0 L * *', ['01-31 00:00', '02-28 00:00']],
    ['0 9 * * MON#1', ['02-02 09:00', '03-02 09:00']],
  ])('%s', (pattern, times) => {
    expect(timesOf(pattern, 'UTC', '2026-01-05T10:07:03Z', 2)).toEqual(times);
  });

  it('may have seconds in front', () => {
    const pattern = Pattern.parse('*/20 * * * * *', 'UTC');
    expect(new Date(pattern.after(Date.parse('2026-01-05T10:07:03.500Z')) as number).toISOString()).toBe(
      '2026-01-05T10:07:20.000Z',
    );
  });

  it.each([
    ['', 'it has five fields'],
    ['* * * *', 'it has five fields'],
    ['* * * * * * *', 'it has five fields'],
    [' * * * * *', 'it has five fields'],
    ['61 * * * *', 'Invalid value for minute: 61'],
    ['* 24 * * *', 'hour'],
    ['*/0 * * * *', 'illegal stepping'],
    ['a * * * *', 'illegal characters'],
    ['@every 5m', 'the aliases are'],
    ['@reboot', 'the aliases are'],
  ])('is not %j', (text, reason) => {
    const parse = () => Pattern.parse(text, 'UTC');
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(reason);
  });

  it('needs a time zone that is known', () => {
    expect(() => Pattern.parse('* * * * *', 'Europe/Atlantis')).toThrow(InputError);
  });

  it('may have no time at all', () => {
    const pattern = Pattern.parse('0 0 31 2 *', 'UTC');
    expect(pattern.after(0)).toBeNull();
    expect(pattern.before(0)).toBeNull();
  });
});
