import { describe, expect, it } from 'vitest';
import { decideOverlap, type OverlapQuestion, WAITING_LIMIT } from '../../../src/scheduler/cron/overlap.ts';

const ask = (question: Partial<OverlapQuestion>) =>
  decideOverlap({ overlap: 'ALLOW', isRunning: false, waiting: [], due: [], remaining: null, ...question });

describe('overlap', () => {
  it.each([
    ['ALLOW starts beside what runs', { overlap: 'ALLOW', isRunning: true, due: [1, 2] }, [1, 2], [], false],
    ['SKIP passes over while something runs', { overlap: 'SKIP', isRunning: true, due: [1, 2] }, [], [], false],
    ['SKIP starts the first of several, which the others then meet', { overlap: 'SKIP', due: [1, 2] }, [1], [], false],
    ['QUEUE lets wait while something runs', { overlap: 'QUEUE', isRunning: true, due: [1, 2] }, [], [1, 2], false],
    ['QUEUE starts the first that waits', { overlap: 'QUEUE', waiting: [1, 2], due: [3] }, [1], [2, 3], false],
    [
      'CANCEL_PREVIOUS cancels what runs and starts the last',
      { overlap: 'CANCEL_PREVIOUS', isRunning: true, due: [1, 2] },
      [2],
      [],
      true,
    ],
    [
      'CANCEL_PREVIOUS cancels nothing where nothing is due',
      { overlap: 'CANCEL_PREVIOUS', isRunning: true },
      [],
      [],
      false,
    ],
    [
      'what waited under QUEUE starts at once under another policy',
      { overlap: 'ALLOW', isRunning: true, waiting: [1], due: [2] },
      [1, 2],
      [],
      false,
    ],
  ] as const)('%s', (_, question, start, waiting, cancelsRunning) => {
    expect(ask(question)).toMatchObject({ start, waiting, cancelsRunning });
  });

  it('takes no more times than remain, and counts those that wait', () => {
    expect(ask({ due: [1, 2, 3], remaining: 2 })).toMatchObject({ start: [1, 2], remaining: 0 });
    expect(ask({ overlap: 'QUEUE', isRunning: true, due: [1, 2, 3], remaining: 2 })).toMatchObject({
      waiting: [1, 2],
      remaining: 0,
    });
    expect(ask({ overlap: 'SKIP', isRunning: true, due: [1], remaining: 2 })).toMatchObject({ remaining: 2 });
    expect(ask({ overlap: 'QUEUE', waiting: [1], due: [], remaining: 0 })).toMatchObject({ start: [1], remaining: 0 });
  });

  it('lets no more wait than may', () => {
    const waiting = Array.from({ length: WAITING_LIMIT - 1 }, (_, index) => index);
    const answer = ask({ overlap: 'QUEUE', isRunning: true, waiting, due: [5_000, 6_000] });
    expect(answer.waiting).toEqual([...waiting, 5_000]);
  });
});
