import type { Moment } from './Pattern.ts';

/** What becomes of a firing while an execution that the trigger started is still under way. */
export type OverlapPolicy = 'ALLOW' | 'SKIP' | 'QUEUE' | 'CANCEL_PREVIOUS';

/** Times that may wait for their turn. What comes when so many do is left out. */
export const WAITING_LIMIT = 1_000;

export interface OverlapQuestion {
  readonly overlap: OverlapPolicy;
  /** Whether an execution of the trigger is under way. */
  readonly isRunning: boolean;
  /** Times that wait since before, in their order. */
  readonly waiting: readonly Moment[];
  readonly due: readonly Moment[];
  /** How many more times may be taken; `null` is any number. */
  readonly remaining: number | null;
}

export interface OverlapAnswer {
  /** Times to start an execution for, now. */
  readonly start: readonly Moment[];
  readonly waiting: readonly Moment[];
  readonly cancelsRunning: boolean;
  readonly remaining: number | null;
}

/** Which firings start an execution. Those that wait go before those that are due; what waits is counted already. */
export function decideOverlap(question: OverlapQuestion): OverlapAnswer {
  const { overlap, isRunning, waiting, due, remaining } = question;
  const taken = taking(question).slice(0, remaining ?? due.length);
  const inOrder = [...waiting, ...taken];
  const mayStart = overlap !== 'QUEUE' ? inOrder.length : isRunning ? 0 : 1;
  return {
    start: inOrder.slice(0, mayStart),
    waiting: inOrder.slice(mayStart),
    cancelsRunning: overlap === 'CANCEL_PREVIOUS' && isRunning && taken.length > 0,
    remaining: remaining === null ? null : remaining - taken.length,
  };
}

function taking({ overlap, isRunning, waiting, due }: OverlapQuestion): readonly Moment[] {
  switch (overlap) {
    case 'ALLOW':
      return due;
    case 'SKIP':
      return isRunning ? [] : due.slice(0, 1);
    case 'QUEUE':
      return due.slice(0, Math.max(0, WAITING_LIMIT - waiting.length));
    case 'CANCEL_PREVIOUS':
      return due.slice(-1);
  }
}
