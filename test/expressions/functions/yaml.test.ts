import { describe, expect, it } from 'vitest';
import { Dict, Float, type Value } from '../../../src/base/json.ts';
import { yamlDump } from '../../../src/expressions/functions/yamlDump.ts';
import { yamlParse } from '../../../src/expressions/functions/yamlParse.ts';

const dump = (value: Value) => yamlDump(value, 100_000);
const parse = (text: string) => yamlParse(text, 100_000);

describe('yaml_parse', () => {
  it('reads YAML 1.1', () => {
    expect(parse('a: yes\nb: 010\nc: 0o17\nd: 1_000\ne: 1:30\nf: 1e3\ng: 1.0e+3\nh: ~\ni: 0x1f\nj:')).toEqual({
      a: true,
      b: 8,
      c: '0o17',
      d: 1000,
      e: 90,
      f: '1e3',
      g: new Float(1000),
      h: null,
      i: 31,
      j: null,
    });
    expect(parse('- "yes"\n- !!str 5\n- !!int "7"\n- 12345678901234567890')).toEqual([
      'yes',
      '5',
      7,
      12345678901234567890n,
    ]);
  });

  it('keeps keys of other kinds, and the last of equal ones', () => {
    expect(parse('1: a\ntrue: b')).toEqual(new Dict([[1, 'b']]));
    expect(parse('a: 1\na: 2')).toEqual({ a: 2 });
  });

  it('follows aliases and merge keys', () => {
    expect(parse('x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}')).toEqual({ x: { a: 1, b: 2 }, y: { a: 1, b: 3 } });
  });

  it('gives the value of an alias again, not a copy', () => {
    const [first, second] = parse('- &x {a: 1}\n- *x') as Value[];
    expect(second).toBe(first);
  });

  it('leaves times as text', () => {
    expect(parse('[2024-01-31, 2024-01-31 10:00:00, !!timestamp 2024-01-31]')).toEqual([
      '2024-01-31',
      '2024-01-31 10:00:00',
      '2024-01-31',
    ]);
  });

  it('refuses a value within itself', () => {
    expect(() => parse('&a [*a]')).toThrow(/not valid YAML/);
  });

  it('refuses little text that would make a large value', () => {
    const doubled = (name: string, of: string) =>
      `- &${name} [*${of}, *${of}, *${of}, *${of}, *${of}, *${of}, *${of}]\n`;
    const lines = Array.from({ length: 20 }, (_, index) => doubled(`a${index + 1}`, `a${index}`));
    expect(() => parse(`- &a0 [x]\n${lines.join('')}`)).toThrow(/too large/);
    const keys = Array.from({ length: 1000 }, (_, index) => `k${index}: 1`);
    expect(() => parse(`- &x {${keys.join(', ')}}\n${'- {<<: *x}\n'.repeat(1000)}`)).toThrow(/not valid YAML/);
  });

  it('fails without showing the text', () => {
    expect(() => parse('secret: [1')).toThrow('not valid YAML (line 1, column 11)');
    expect(() => parse('secret: [1')).not.toThrow(/secret/);
    expect(() => parse('a: !!python/object:os.system x')).toThrow('not valid YAML (line 1, column 4)');
  });
});

describe('yaml_dump', () => {
  it('writes blocks with sorted keys', () => {
    expect(dump({ b: [1, { c: null, a: [] }], a: { x: true } })).toBe('a:\n  x: true\nb:\n- 1\n- a: []\n  c: null\n');
    expect(dump([[1, 2], {}])).toBe('- - 1\n  - 2\n- {}\n');
  });

  it('quotes what would be read as something else', () => {
    const texts = ['yes', '1', '', ' x', 'a: b', '#a', "it's", 'null', '2024-01-31', '=', 'plain text'];
    expect(dump(texts)).toBe(
      "- 'yes'\n- '1'\n- ''\n- ' x'\n- 'a: b'\n- '#a'\n- it's\n- 'null'\n- '2024-01-31'\n- '='\n- plain text\n",
    );
    expect(dump('a\tb é')).toBe('"a\\tb \\xE9"\n');
  });

  it('ends a scalar alone with its mark', () => {
    expect(dump('x')).toBe('x\n...\n');
    expect(dump(new Float(1e20))).toBe('1.0e+20\n...\n');
    expect(dump('it: is')).toBe("'it: is'\n");
  });

  it('folds long texts and writes several lines in quotes', () => {
    expect(dump({ s: 'multi\nline' })).toBe("s: 'multi\n\n  line'\n");
    expect(dump({ s: 'word '.repeat(20).trim() })).toBe(
      `s: ${'word '.repeat(16).trim()}\n  ${'word '.repeat(4).trim()}\n`,
    );
  });

  it('gives back what it was given', () => {
    const value = { a: [1, 'x', { b: 'multi\n\nline\n' }], 'k: e': '"', long: 'ž '.repeat(100) };
    expect(parse(dump(value))).toEqual(value);
  });
});
