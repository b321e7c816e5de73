import { describe, expect, it } from 'vitest';
import { Regex } from '../../../src/expressions/regex/Regex.ts';

const free = { step() {} };
const first = (pattern: string, text: string) => new Regex(pattern).search(text, free)?.group(0) ?? null;

describe("a regular expression in Python's syntax", () => {
  it('matches as Python matches', () => {
    const cases: [pattern: string, text: string, match: string | null][] = [
      ['a.c', 'xabcx', 'abc'],
      ['^b', 'a\nb', null],
      ['(?m)^b', 'a\nb', 'b'],
      ['a$', 'a\n', 'a'],
      ['a\\Z', 'a\n', null],
      ['(?s)a.b', 'a\nb', 'a\nb'],
      ['\\w+', 'žluť!', 'žluť'],
      ['(?a)\\w+', 'žluť!', 'lu'],
      ['\\bfoo\\b', 'a foo.', 'foo'],
      ['[]a]+', ']a]', ']a]'],
      ['[^\\s\\d]+', '1 x-y', 'x-y'],
      ['a{,2}', 'aaa', 'aa'],
      ['a{2', 'a{2', 'a{2'],
      ['(a)(b)?\\1', 'aa', 'aa'],
      ['(?P<q>["\\x27]).*?(?P=q)', 'x "a" b', '"a"'],
      ['(?<=a)b', 'ab', 'b'],
      ['(?<!a)b', 'ab', null],
      ['a(?=b)', 'ab', 'a'],
      ['(?i)ÉA', 'éa', 'éa'],
      ['a(?i:B)c', 'abc', 'abc'],
      ['(a)?(?(1)b|c)', 'ab', 'ab'],
      ['(?>a+)a', 'aaa', null],
      ['a++a', 'aaa', null],
      ['(?x) a  b # comment', 'ab', 'ab'],
      ['(a|ab)(c|bcd)', 'abcd', 'abcd'],
      ['(a*)*b', 'aab', 'aab'],
      ['.', '😀', '😀'],
    ];
    for (const [pattern, text, match] of cases) expect(first(pattern, text), pattern).toBe(match);
  });

  it('finds empty matches beside others', () => {
    const texts = [...new Regex('x*').matches('axb', free)].map((match) => [match.start(0), match.end(0)]);
    expect(texts).toEqual([
      [0, 0],
      [1, 2],
      [2, 2],
      [3, 3],
    ]);
  });

  it('splits with what groups have matched between', () => {
    expect(new Regex('(-)|,').split('a-b,c', 0, free)).toEqual(['a', '-', 'b', null, 'c']);
  });

  it('fills in templates', () => {
    const regex = new Regex('(?P<x>a)(b)?');
    const template = regex.template('<\\g<x>\\2\\g<0>\\n>');
    expect(regex.replace('ac ab', 0, template, free)).toBe('<aa\n>c <abab\n>');
    expect(() => regex.template('\\3')).toThrow(/invalid group reference/);
  });

  it('counts positions in characters', () => {
    const match = new Regex('b').search('😀b', free);
    expect([match?.start(0), match?.end(0)]).toEqual([1, 2]);
  });

  it('refuses what is no pattern', () => {
    for (const wrong of ['(', ')', '[a', '*a', 'a**', '(?P<1>a)', '\\q', '(?<=a+)b', '\\1', '[b-a]', 'a{3,2}', '^*']) {
      expect(() => new Regex(wrong), wrong).toThrow(/not valid/);
    }
    expect(() => new Regex('((((((a{30}){30}){30}){30}){30}){30}')).toThrow(/too complex|not valid/);
  });

  it('is stopped by its steps, however it backtracks', () => {
    let left = 100_000;
    const budget = {
      step(count = 1) {
        left -= count;
        if (left < 0) throw new Error('spent');
      },
    };
    expect(() => new Regex('(x+x+)+y').search('x'.repeat(5000), budget)).toThrow('spent');
  });
});
