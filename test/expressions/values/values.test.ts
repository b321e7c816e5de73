import { describe, expect, it } from 'vitest';
import { LimitError } from '../../../src/base/errors.ts';
import { Dict, Float } from '../../../src/base/json.ts';
import {
  add,
  divide,
  floorDivide,
  modulo,
  multiply,
  power,
  round,
} from '../../../src/expressions/values/arithmetic.ts';
import { compare } from '../../../src/expressions/values/compare.ts';
import { dictGet, dictHas, dictKeys, dictOf, dictSize } from '../../../src/expressions/values/dictionaries.ts';
import { valuesEqual } from '../../../src/expressions/values/equality.ts';
import { refuseLarger } from '../../../src/expressions/values/measure.ts';
import { pythonRepr, pythonText } from '../../../src/expressions/values/pythonText.ts';
import { isTruthy } from '../../../src/expressions/values/truth.ts';

describe('the text of a value', () => {
  it('is what Python prints', () => {
    expect(pythonText('a')).toBe('a');
    expect(pythonText([1, 'a', null, true, new Float(1), 1e-7])).toBe("[1, 'a', None, True, 1.0, 1e-07]");
    expect(pythonText({ k: { n: 12345678901234567890n } })).toBe("{'k': {'n': 12345678901234567890}}");
    expect(pythonText(new Dict([[1, 'x']]))).toBe("{1: 'x'}");
    expect(pythonText(new Float(Number.POSITIVE_INFINITY))).toBe('inf');
  });

  it('quotes texts inside as Python does', () => {
    expect(pythonRepr("it's")).toBe('"it\'s"');
    expect(pythonRepr('it\'s "x"')).toBe("'it\\'s \"x\"'");
    expect(pythonRepr('a\n\t\\\u0001\u00a0\u200b😀é')).toBe("'a\\n\\t\\\\\\x01\\xa0\\u200b😀é'");
  });

  it('ends at its limit', () => {
    let shared: unknown = ['x'];
    for (let level = 0; level < 40; level++) shared = [shared, shared];
    expect(() => pythonText(shared, 10_000)).toThrow(LimitError);
    expect(() => refuseLarger(shared as never, 1_000_000)).toThrow(LimitError);
  });
});

describe('values', () => {
  it('are true or false as in Python', () => {
    const falsy = ['', 0, null, false, [], {}, new Dict(), new Float(0)];
    expect(falsy.filter(isTruthy)).toEqual([]);
    expect(['false', [0], { a: null }, 0.1, -1, 1n << 60n].every(isTruthy)).toBe(true);
  });

  it('equal each other by value, booleans counting as numbers', () => {
    const equal: [unknown, unknown][] = [
      [1, new Float(1)],
      [true, 1],
      [{ a: [1, 2] }, { a: [new Float(1), 2] }],
      [{ a: 1 }, new Dict([['a', 1]])],
      [10n ** 20n, new Float(1e20)],
    ];
    for (const [left, right] of equal) expect(valuesEqual(left, right)).toBe(true);
    expect(valuesEqual('1', 1)).toBe(false);
    expect(valuesEqual([1], { 0: 1 })).toBe(false);
    expect(valuesEqual(new Float(Number.NaN), new Float(Number.NaN))).toBe(false);
  });

  it('are ordered among their kind', () => {
    expect(compare(1, 2.5)).toBeLessThan(0);
    expect(compare([1, 'b'], [1, 'a'])).toBeGreaterThan(0);
    // By code point, not by the units of UTF-16.
    expect(compare('\uffff', '😀')).toBeLessThan(0);
    expect(() => compare(1, 'a')).toThrow(/no order/);
  });
});

describe('dictionaries', () => {
  it('show their own members only', () => {
    expect(dictGet({}, 'constructor')).toBeUndefined();
    expect(dictHas({ a: null }, 'a')).toBe(true);
    expect(dictGet(JSON.parse('{"__proto__": 1}'), '__proto__')).toBe(1);
  });

  it('find keys that equal', () => {
    const dict = new Dict([
      [1, 'one'],
      ['1', 'text'],
      [null, null],
    ]);
    expect([dictGet(dict, new Float(1)), dictGet(dict, true), dictGet(dict, '1')]).toEqual(['one', 'one', 'text']);
    expect(dictHas(dict, null)).toBe(true);
    expect(dictSize(dict)).toBe(3);
  });

  it('are as plain as their keys allow', () => {
    expect(dictOf([['a', 1]])).toEqual({ a: 1 });
    expect(
      dictKeys(
        dictOf([
          ['b', 1],
          ['1', 2],
        ]),
      ),
    ).toEqual(['b', '1']);
    expect(
      dictOf([
        [1, 'a'],
        [true, 'b'],
      ]),
    ).toEqual(new Dict([[1, 'b']]));
  });
});

describe('arithmetic', () => {
  it('goes beyond safe integers and comes back', () => {
    const large = add(Number.MAX_SAFE_INTEGER, 1);
    expect(large).toBe(9007199254740992n);
    expect(add(large, -1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(multiply(3037000500, 3037000500)).toBe(9223372037000250000n);
    expect(power(2, 70)).toBe(1180591620717411303424n);
  });

  it('divides the way Python does', () => {
    expect([floorDivide(-7, 2), modulo(-7, 3), modulo(7, -3)]).toEqual([-4, 2, -2]);
    expect(divide(10, 5)).toEqual(new Float(2));
    expect(floorDivide(new Float(-7.5 * 2), 2)).toEqual(new Float(-8));
    expect(Object.is(multiply(0, -5), 0)).toBe(true);
    expect(() => modulo(1, 0)).toThrow(/zero/);
  });

  it('rounds half to even, by what the number really is', () => {
    expect([round(2.5), round(3.5), round(-2.5)]).toEqual([2, 4, -2]);
    expect([round(2.675, 2), round(2.665, 2), round(0.125, 2)]).toEqual([2.67, 2.67, 0.12]);
    expect([round(1250, -2), round(1350, -2)]).toEqual([1200, 1400]);
  });
});
