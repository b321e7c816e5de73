import { expect, it } from 'vitest';
import { listenForStop } from '../../src/roles/stopSignals.ts';

function rehearse(signals: readonly [NodeJS.Signals, number][]): string[] {
  const heard: string[] = [];
  let now = 0;
  const requests = {
    onStop: (signal: string) => void heard.push(`stop ${signal}`),
    onInsist: (signal: string) => void heard.push(`insist ${signal}`),
  };
  const leave = listenForStop(requests, () => now);
  for (const [signal, atMs] of signals) {
    now = atMs;
    process.emit(signal, signal);
  }
  leave();
  return heard;
}

it('one Ctrl-C that arrives several times is one request to stop', () => {
  const echoes: [NodeJS.Signals, number][] = [
    ['SIGINT', 0],
    ['SIGINT', 3],
    ['SIGTERM', 20],
    ['SIGINT', 999],
  ];
  expect(rehearse(echoes)).toEqual(['stop SIGINT']);
});

it('a signal that comes later insists', () => {
  expect(
    rehearse([
      ['SIGTERM', 5],
      ['SIGINT', 1_600],
    ]),
  ).toEqual(['stop SIGTERM', 'insist SIGINT']);
});
