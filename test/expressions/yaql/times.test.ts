import { describe, expect, it } from 'vitest';
import { fails, gives, shows, yaql } from './yaql.ts';

const now = () => new Date(Date.UTC(2026, 10, 24, 12, 30));

describe('moments in YAQL', () => {
  it('are made of parts, of a timestamp and of text', () => {
    shows({
      'datetime(2024, 2, 29, 12, 34, 56)': '2024-02-29 12:34:56+00:00',
      'datetime(1256953732.5)': '2009-10-31 01:48:52.500000+00:00',
      "datetime('29/02/2024 13:05', '%d/%m/%Y %H:%M')": '2024-02-29 13:05:00+00:00',
    });
    fails('datetime(2024, 2, 30)', /no such date/);
    fails("datetime('x', '%Y')", /does not match/);
  });

  it('are read in the forms people write', () => {
    shows({
      "datetime('2008-09-03T20:56:35.450686Z')": '2008-09-03 20:56:35.450686+00:00',
      "datetime('20080903T104941')": '2008-09-03 10:49:41+00:00',
      "datetime('Thu, 25 Sep 2003 10:49:41 -0300')": '2003-09-25 10:49:41-03:00',
      "datetime('Thu Sep 25 10:36:28 2003')": '2003-09-25 10:36:28+00:00',
      "datetime('Aug 29 2015')": '2015-08-29 00:00:00+00:00',
      "datetime('3rd of May 2001')": '2001-05-03 00:00:00+00:00',
      "datetime('12/31/2024')": '2024-12-31 00:00:00+00:00',
      "datetime('31/12/2024')": '2024-12-31 00:00:00+00:00',
      "datetime('2024-02-29 12:34:56 GMT+3')": '2024-02-29 12:34:56-03:00',
      "datetime('1.2.2024 5pm')": '2024-01-02 17:00:00+00:00',
    });
    for (const wrong of ['nope', '', '2024-13-45', '2024-01-31 25:00']) fails(`datetime('${wrong}')`);
  });

  it('take from today what a text leaves out', () => {
    expect(yaql("datetime('10:20')", null, { now })).toBe('2026-11-24T10:20:00.000000');
    expect(yaql("datetime('Friday')", null, { now })).toBe('2026-11-27T00:00:00.000000');
    expect(yaql("datetime('1/2/70')", null, { now })).toBe('2070-01-02T00:00:00.000000');
    expect(yaql('now()', null, { now })).toBe('2026-11-24T12:30:00.000000');
  });

  it('have parts', () => {
    gives({
      'datetime(2024, 2, 29, 5).hour': 5,
      'datetime(2024, 2, 29).weekday': 3,
      "datetime('2024-02-29 10:00 +02:00').offset.hours": yaql('2.0'),
      "datetime('2024-02-29 10:00').timestamp": yaql('1709200800.0'),
      "datetime('2024-02-29 10:00').date = datetime(2024, 2, 29)": true,
    });
  });

  it('are formatted', () => {
    gives({
      "datetime(2024, 1, 2).format('%a %d %b %Y %j %U %I%p %z')": 'Tue 02 Jan 2024 002 00 12AM +0000',
      "datetime(2021, 1, 3).format('%G-%V %u')": '2020-53 7',
    });
  });

  it('differ by timespans', () => {
    shows({
      'datetime(2024, 3, 1) - datetime(2024, 2, 1)': '29 days, 0:00:00',
      'datetime(2024, 2, 28) + timespan(days => 2)': '2024-03-01 00:00:00+00:00',
      'timespan(hours => 1) * 1.5': '1:30:00',
      'timespan(hours => 1) / timespan(minutes => 30)': '2.0',
      '-timespan(seconds => 1)': '-1 day, 23:59:59',
      'timespan(days => 1, milliseconds => 5)': '1 day, 0:00:00.005000',
    });
    gives({ "datetime('2024-01-01 10:00 +02:00') = datetime('2024-01-01 08:00')": true });
  });
});
