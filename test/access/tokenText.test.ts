import { describe, expect, it } from 'vitest';
import { hashOf, newTokenText, tokenIdOf } from '../../src/access/tokenText.ts';
import { newId } from '../../src/base/ids.ts';

describe("a token's text", () => {
  it('says which token it is, and is not the same twice', () => {
    const id = newId();
    const { text, hash } = newTokenText(id);
    expect(tokenIdOf(text)).toBe(id);
    expect(hashOf(text)).toBe(hash);
    expect(newTokenText(id).text).not.toBe(text);
  });

  it.each([
    '',
    'tmt_',
    'Bearer tmt_1',
    `tmt_${'0'.repeat(32)}_${'a'.repeat(42)}`,
    `tmt_${'0'.repeat(32)}_${'a'.repeat(43)}\n`,
  ])('is not %j', (text) => {
    expect(tokenIdOf(text)).toBeUndefined();
  });
});
