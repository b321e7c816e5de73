import { describe, expect, it } from 'vitest';
import { Batcher } from '../../src/base/Batcher.ts';

describe('a batcher', () => {
  it('runs what was asked for at the same time together, and what comes meanwhile in the next batch', async () => {
    const batches: number[][] = [];
    const first = Promise.withResolvers<void>();
    const batcher = new Batcher<number, number>(async (items) => {
      batches.push(items);
      if (batches.length === 1) await first.promise;
      return items.map((item) => item * 10);
    }, 3);
    const results = [batcher.add(1), batcher.add(2)];
    await new Promise(setImmediate);
    results.push(batcher.add(3), batcher.add(4), batcher.add(5), batcher.add(6));
    first.resolve();
    expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('gives each item its own error, and all of them the error of their batch', async () => {
    const batcher = new Batcher<number, number>(async (items) => {
      if (items.includes(0)) throw new Error('batch');
      return items.map((item) => (item === 2 ? new Error('two') : item));
    }, 10);
    expect(await Promise.allSettled([batcher.add(1), batcher.add(2)])).toMatchObject([
      { value: 1 },
      { reason: { message: 'two' } },
    ]);
    await expect(batcher.add(0)).rejects.toThrow('batch');
    await batcher.drained();
  });
});
