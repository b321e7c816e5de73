/** What is told of a set of durations. */
export interface Spread {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: number;
}

export function spreadOf(durationsMs: readonly number[]): Spread {
  return { p50Ms: percentile(durationsMs, 50), p95Ms: percentile(durationsMs, 95), count: durationsMs.length };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that at least `percent` of all values do not exceed. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (value === undefined) throw new RangeError('There is nothing to take a percentile of.');
  return value;
}

/** How long each of `count` calls took, one after another. */
export async function timeEach(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const durationsMs: number[] = [];
  for (let index = 0; index < count; index++) {
    const begunMs = performance.now();
    await work(index);
    durationsMs.push(performance.now() - begunMs);
  }
  return durationsMs;
}
