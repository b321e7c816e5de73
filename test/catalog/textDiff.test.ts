import { describe, expect, it } from 'vitest';
import { textDiff } from '../../src/catalog/textDiff.ts';

const lines = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join('');

describe('what is different between two texts', () => {
  it('is in the unified format, with some lines around', () => {
    expect(textDiff({ name: 'w 1', text: 'a\nb\nc\n' }, { name: 'w 2', text: 'a\nx\nc\n' })).toBe(
      '--- w 1\n+++ w 2\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n',
    );
  });

  it('is nothing where they are the same', () => {
    expect(textDiff({ name: 'w 1', text: 'a\n' }, { name: 'w 2', text: 'a\n' })).toBe('');
  });

  it('is not told where they have nothing in common and are long', () => {
    expect(textDiff({ name: 'w 1', text: lines(1_000, 'old') }, { name: 'w 2', text: lines(1_000, 'new') })).toBeNull();
  });
});
