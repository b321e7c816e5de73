import { describe, expect, it } from 'vitest';
import { RecentCache } from '../../src/base/RecentCache.ts';

describe('a cache of recent things', () => {
  const filled = () => {
    const cache = new RecentCache<string, number>(10);
    cache.set('a', 1, 4);
    cache.set('b', 2, 4);
    return cache;
  };
  const kept = (cache: RecentCache<string, number>) => ['a', 'b', 'c'].filter((key) => cache.get(key) !== undefined);

  it('remembers as much as there is room for', () => {
    const cache = filled();
    cache.set('c', 3, 2);
    expect(kept(cache)).toEqual(['a', 'b', 'c']);
  });

  it('forgets first what nobody looked at for longest', () => {
    const cache = filled();
    cache.get('a');
    cache.set('c', 3, 4);
    expect(kept(cache)).toEqual(['a', 'c']);
  });

  it('makes room for something large', () => {
    const cache = filled();
    cache.set('c', 3, 10);
    expect(kept(cache)).toEqual(['c']);
  });

  it('does not remember what is larger than all of it, and keeps the rest', () => {
    const cache = filled();
    cache.set('c', 3, 11);
    expect(kept(cache)).toEqual(['a', 'b']);
  });

  it('counts once what is set again', () => {
    const cache = filled();
    for (let time = 0; time < 5; time++) cache.set('b', time, 5);
    expect(cache.get('b')).toBe(4);
    expect(kept(cache)).toEqual(['a', 'b']);
  });
});
