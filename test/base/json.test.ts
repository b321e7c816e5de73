import { describe, expect, it } from 'vitest';
import { Dict, Float, parseJson, stringifyJson } from '../../src/base/json.ts';

describe('JSON', () => {
  it.each([
    '{"b":1,"a":2.0}',
    '[1.0,1e+300,-0.0,0.1,1.5]',
    '[9007199254740993,-123456789012345678901234567890]',
    '{"2":"x","1":{"10":null}}',
    '{"__proto__":{"polluted":true},"1":2}',
    '{"__proto__":{"polluted":true}}',
    '["a 1e5, 2.0 and \\"12\\": in text",true,false,null]',
  ])('comes back as it came: %s', (text) => expect(stringifyJson(parseJson(text))).toBe(text));

  it('tells a fraction that is whole from an integer', () => {
    expect(parseJson('[2, 2.0, 2.5, 1e2]')).toEqual([2, new Float(2), 2.5, new Float(100)]);
  });

  it('keeps the order of keys that look like integers', () => {
    const value = parseJson('{"10": 1, "9": 2}');
    expect(value).toBeInstanceOf(Dict);
    expect([...(value as Dict).keys()]).toEqual(['10', '9']);
  });

  it('never touches a prototype', () => {
    const value = parseJson('{"__proto__": {"polluted": 2.0}}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("spells keys that are not strings, and Python's words for numbers, as Python does", () => {
    expect(
      stringifyJson(
        new Dict([
          [null, 1],
          [true, 2],
          [1, 3],
        ]),
      ),
    ).toBe('{"null":1,"true":2,"1":3}');
    expect(stringifyJson([new Float(Number.NaN), new Float(Number.POSITIVE_INFINITY)])).toBe('[NaN,Infinity]');
  });

  it.each([
    '',
    '{',
    '[1.0,]',
    '{"1":}',
    '[1e5 2]',
    '{"1" 2}',
    '[01.0]',
    '"\\x"',
    '[1e5] x',
  ])('is refused where it is none: %j', (text) => expect(() => parseJson(text)).toThrow(SyntaxError));

  it('is refused, not overflowing the stack, where it is nested too deeply', () => {
    expect(() => parseJson(`${'['.repeat(50_000)}1.0`)).toThrow(SyntaxError);
  });
});
