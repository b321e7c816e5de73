import { describe, expect, it } from 'vitest';
import { Slots } from '../../src/executor/Slots.ts';

const slots = (total: number, limits: Record<string, number> = {}) =>
  new Slots<string>(total, (action) => limits[action]);

describe('slots', () => {
  it('are held by what runs, and free again afterwards', () => {
    const two = slots(2);
    expect([two.take('a', 'a1'), two.take('b', 'b1'), two.free]).toEqual([true, true, 0]);
    expect(two.release('a')).toEqual([]);
    expect(two.free).toBe(1);
  });

  it('of an action that are all taken hold its further jobs, and no others', () => {
    const four = slots(4, { narrow: 1 });
    expect([four.take('narrow', 'n1'), four.take('narrow', 'n2'), four.take('wide', 'w1')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([four.free, four.held]).toEqual([2, 1]);
    expect(four.release('wide')).toEqual([]);
    expect(four.release('narrow')).toEqual(['n2']);
    expect([four.free, four.held]).toEqual([3, 0]);
  });

  it('go to those that are held in the order they came, also when another action makes the room', () => {
    const one = slots(1);
    one.take('a', 'a1');
    one.take('b', 'b1');
    one.take('b', 'b2');
    expect(one.release('a')).toEqual(['b1']);
    expect(one.release('b')).toEqual(['b2']);
    expect(one.release('b')).toEqual([]);
    expect(one.free).toBe(1);
  });

  it('let go of what is held', () => {
    const none = slots(0);
    for (const job of ['1', '2', '3']) none.take('a', job);
    expect([none.drop('2'), none.drop('2')]).toEqual([true, false]);
    expect(none.dropAll()).toEqual(['1', '3']);
    expect(none.held).toBe(0);
  });
});
