/** Where the time comes from. Only `base/` knows the real one; everything else is handed a clock, and tests move theirs. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };
