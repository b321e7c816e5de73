import { describe, expect, it } from 'vitest';
import { rowsText } from '../../src/persistence/postgres/rowsText.ts';

describe('rows as a text', () => {
  it.each<[string, string, string]>([
    ['U+0000', 'a\0b', 'a\uFFFDb'],
    ['half of a pair', 'a\ud800b\udfff', 'a\uFFFDb\uFFFD'],
    ['several, behind what looks like an escape', '\\\0\\\\\0\0', '\\\uFFFD\\\\\uFFFD\uFFFD'],
  ])('replace %s, which cannot be stored', (_, text, stored) => {
    expect(JSON.parse(rowsText([{ text }]))).toEqual([{ text: stored }]);
  });

  it.each<[string, string]>([
    ['JSON of such characters', JSON.stringify({ a: '\0', b: '\ud800', c: '\\\0' })],
    ['whole pairs', '😀 \ud7ff'],
    ['escapes that are meant as text', '\\u0000 \\\\u0000 \\ud800'],
  ])('keep %s', (_, text) => {
    expect(JSON.parse(rowsText([{ text }]))).toEqual([{ text }]);
  });
});
