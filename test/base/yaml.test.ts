import { describe, expect, it } from 'vitest';
import { Dict, Float, type Value } from '../../src/base/json.ts';
import type { Node } from '../../src/base/yaml/Node.ts';
import { readYaml } from '../../src/base/yaml/readYaml.ts';
import { toValue } from '../../src/base/yaml/toValue.ts';

function read(text: string): Value {
  const { root, failure } = readYaml(text);
  expect(failure).toBeUndefined();
  return toValue(root as Node);
}

/** Where and why a text is not YAML. */
function refusal(text: string): string {
  const { failure, lines } = readYaml(text);
  if (!failure) return 'accepted';
  const { line, column } = lines.positionOf(failure.offset);
  return `${line}:${column} ${failure.message}`;
}

describe('plain scalars', () => {
  const CASES: readonly (readonly [string, Value])[] = [
    ['yes', true],
    ['On', true],
    ['OFF', false],
    ['y', 'y'],
    ['~', null],
    ['Null', null],
    ['010', 8],
    ['08', '08'],
    ['0o17', '0o17'],
    ['0x1F', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['1:30', 90],
    ['-1:30', -90],
    ['1:60', '1:60'],
    ['12345678901234567890', 12345678901234567890n],
    ['1e3', '1e3'],
    ['1.0e+3', new Float(1000)],
    ['1.', new Float(1)],
    ['.5', 0.5],
    ['-.5', '-.5'],
    ['2.0', new Float(2)],
    ['.inf', new Float(Number.POSITIVE_INFINITY)],
    ['&x 1', '&x 1'],
    ['*x', '*x'],
    ['@x', '@x'],
    ['a:b', 'a:b'],
    ['http://x/?a=b#c', 'http://x/?a=b#c'],
  ];
  it.each(CASES)('%s is what YAML 1.1 makes of it', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('goes on over lines that are indented', () => {
    expect(read('a: one\n  two\n\n  three\nb: 1')).toEqual({ a: 'one two\nthree', b: 1 });
  });

  it('a date is marked, and its text kept', () => {
    expect(readYaml('2024-01-31').root).toMatchObject({ isDate: true, value: '2024-01-31' });
    expect(readYaml('2024-01-31 10:00:00').root).toMatchObject({ isDate: true });
    expect(readYaml('"2024-01-31"').root).toMatchObject({ isDate: false });
  });
});

describe('texts in quotes and blocks', () => {
  it('double quotes know escapes, single quotes only themselves', () => {
    expect(read('"a\\n\\x41\\u00e9\\/"')).toBe('a\nAé/');
    expect(read("'a\\n''b'")).toBe("a\\n'b");
  });
  it('lines within quotes are folded, whatever their indentation', () => {
    expect(read('a: "x\ny\n\nz"')).toEqual({ a: 'x y\nz' });
  });
  it('a literal keeps its lines, a folded text joins them', () => {
    expect(read('a: |\n  x\n   y\nb: >-\n  x\n  y\n\n  z\n')).toEqual({ a: 'x\n y\n', b: 'x y\nz' });
  });
  it('an indentation can be given', () => {
    expect(read('a: |2+\n    x\n\n')).toEqual({ a: '  x\n\n' });
  });
});

describe('collections', () => {
  it('a list may be as far left as the key it belongs to', () => {
    expect(read('a:\n- 1\n- b: 2\n  c: 3\n')).toEqual({ a: [1, { b: 2, c: 3 }] });
  });
  it('of duplicate keys the last value counts, at the first place, with a doubt', () => {
    const { root, doubts } = readYaml('a: 1\nb: 2\na: 3');
    expect(Object.entries(toValue(root as Node) as object)).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
    expect(doubts.map(({ message }) => message)).toEqual(["The key 'a' occurs twice; the last value counts."]);
  });
  it('keys that are no texts, or look like numbers, keep their kind and order', () => {
    expect(read('b: 1\n"2": x\n1: y')).toEqual(
      new Dict([
        ['b', 1],
        ['2', 'x'],
        [1, 'y'],
      ]),
    );
  });
  it('mappings are merged in front', () => {
    expect(read('{x: 1, <<: {x: 2, y: 3}}')).toEqual({ x: 1, y: 3 });
  });
  it('a comma ends a plain text in braces, so an expression without quotes falls apart', () => {
    expect(read('{a: <% f(1, 2) %>}')).toEqual({ a: '<% f(1', '2) %>': null });
  });
});

describe('what is not YAML', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['a: b: c', "1:5 ':' is not allowed here."],
    ['a: - b', "1:4 '-' is not allowed here."],
    ['a:\tb', '1:3 A tab cannot begin anything here.'],
    ['a: %b', "1:4 '%' cannot begin anything here."],
    ['a: `b`', "1:4 '`' cannot begin anything here."],
    ['a: "x', '1:4 This quote is never closed.'],
    ['a: "\\q"', "1:5 '\\q' is not an escape."],
    ['{a: <% [$.x, $.y] %>}', "1:8 Expected ',' or '}', but found '['."],
    ['{a: <% $?.b %>}', "1:9 Expected ',' or '}', but found a key."],
    ['a: 1\nb\nc: 2', "2:1 A key needs a ':' behind it, on the same line."],
    ['a: 1\n b: 2', "2:3 ':' is not allowed here."],
    ['[a, b', "1:6 Expected ',' or ']', but found the end of the text."],
    ['a: 1\n---\nb: 2', '2:1 A text can hold only one document.'],
    ['a: !python/object x', "1:4 The tag '!python/object' cannot be used here."],
    ['a: =', "1:4 '=' cannot be a value."],
    ['a: &x\n  b: 1', "2:4 ':' is not allowed here."],
    ['<<: *x', "1:5 '<<' merges mappings, and this is none."],
    ['[a]: b', '1:1 A key has to be a single value.'],
    ['a: \u0007', '1:4 The character U+0007 is not allowed in YAML.'],
  ];
  it.each(CASES)('%j is refused', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });
});

describe('anchors and aliases, where they are asked for', () => {
  const readAnchored = (text: string) => {
    const { root, failure } = readYaml(text, { hasAnchors: true });
    return failure ? failure.message : toValue(root as Node);
  };
  const CASES: readonly (readonly [string, Value])[] = [
    ['- &a x\n- *a', ['x', 'x']],
    ['- &a !!str 1\n- !!str &b 2\n- [*a, *b]', ['1', '2', ['1', '2']]],
    ['x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}', { x: { a: 1, b: 2 }, y: { a: 1, b: 3 } }],
    ['- &1 {x: 1}\n- &2 {x: 2, y: 2}\n- <<: [*1, *2]', [{ x: 1 }, { x: 2, y: 2 }, { x: 1, y: 2 }]],
    ['? &k key\n: &v value\n? *v\n: *k', { key: 'value', value: 'key' }],
    ['- &e\n- *e', [null, null]],
    ['&root\na: [&b 1, *b]', { a: [1, 1] }],
    ['- "&a"\n- a&b *c', ['&a', 'a&b *c']],
    ['*a', 'This alias has no anchor before it.'],
    ['&a [*a]', 'This alias has no anchor before it.'],
    ['[&a x, &a y]', 'This anchor occurs twice.'],
    ['& x', "A name behind '&' has only letters, digits, '-' and '_'."],
    ['a: @x', "'@' cannot begin anything here."],
  ];
  it.each(CASES)('%j is read as PyYAML reads it', (text, value) => {
    expect(readAnchored(text)).toEqual(value);
  });
});

describe('what would take too long', () => {
  it('deep nesting is refused, not recursed into', () => {
    expect(refusal('['.repeat(1_000_000))).toContain('nested too deeply');
    expect(refusal('- '.repeat(1_000_000))).toContain('nested too deeply');
  });
  it('a text that is too long is not looked at', () => {
    expect(refusal('a'.repeat(3_000_000))).toBe('1:1 The text is too large: 3000000 characters, the limit is 2097152.');
  });
  it('a line of a megabyte is read', () => {
    expect(read(`a: ${'b'.repeat(1 << 20)}`)).toEqual({ a: 'b'.repeat(1 << 20) });
  });
});
