import { describe, expect, it } from 'vitest';
import { NotSerialisable, toValue } from '../../src/actions/toValue.ts';
import { Dict, Float, stringifyJson } from '../../src/base/json.ts';

describe('a result as a value', () => {
  it('turns undefined into null, and leaves it out as a member', () => {
    expect(toValue(undefined)).toBeNull();
    expect(toValue([1, undefined])).toEqual([1, null]);
    expect(Object.keys(toValue({ a: undefined, b: 1 }) as object)).toEqual(['b']);
  });

  it('turns dates into ISO text, sets into lists, maps into dictionaries', () => {
    expect(toValue(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(toValue(new Set([1, 2]))).toEqual([1, 2]);
    expect(toValue(new Map([['a', 1]]))).toEqual({ a: 1 });
    expect(
      stringifyJson(
        toValue(
          new Map<unknown, unknown>([
            [2, 'b'],
            ['a', 1],
          ]),
        ),
      ),
    ).toBe('{"2":"b","a":1}');
  });

  it('keeps floating-point numbers that look integral', () => {
    expect(stringifyJson(toValue({ a: new Float(2), b: [1e300, Number.POSITIVE_INFINITY] }))).toBe(
      '{"a":2.0,"b":[1e+300,Infinity]}',
    );
  });

  it('keeps long integers, and makes short ones numbers', () => {
    expect(toValue([5n, 2n ** 64n])).toEqual([5, 2n ** 64n]);
  });

  it('keeps the order of keys that look like numbers', () => {
    const value = toValue(
      new Map([
        ['b', 1],
        ['2', 2],
        ['1', 3],
      ]),
    );
    expect(value).toBeInstanceOf(Dict);
    expect(stringifyJson(value)).toBe('{"b":1,"2":2,"1":3}');
  });

  it('uses toJSON, and takes objects without a prototype', () => {
    expect(toValue({ at: new URL('http://a.test/') })).toEqual({ at: 'http://a.test/' });
    expect(toValue(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });

  it.each([
    ['a function', { a: [() => 1] }, 'a function at a[0]'],
    ['a symbol', Symbol('x'), 'a symbol'],
    ['an object of a class', { a: new (class Thing {})() }, 'an object of class Thing at a'],
    ['an invalid date', new Date(Number.NaN), 'an invalid date'],
  ])('refuses %s and says where', (_, given, text) => {
    expect(() => toValue(given)).toThrow(NotSerialisable);
    expect(() => toValue(given)).toThrow(text);
  });

  it('refuses cycles, also those made by toJSON', () => {
    const cycle: unknown[] = [];
    cycle.push({ cycle });
    expect(() => toValue(cycle)).toThrow('a cycle');
    const self = { toJSON: () => self };
    expect(() => toValue(self)).toThrow('a cycle');
  });
});
