import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CallbackTokens } from '../../src/actions/CallbackTokens.ts';
import { newId } from '../../src/base/ids.ts';

describe('callback tokens', () => {
  const key = randomBytes(32);
  const tokens = new CallbackTokens(key);

  it('name the run that they were made for, in every process with the key', () => {
    const id = newId();
    const token = tokens.tokenOf(id);
    expect(token).toMatch(/^[\w-]{64}$/);
    expect(new CallbackTokens(Buffer.from(key)).idOf(token)).toBe(id);
  });

  it('cannot be made without the key, nor changed', () => {
    const token = tokens.tokenOf(newId());
    const other = tokens.tokenOf(newId());
    const forged = [
      '',
      'x',
      token.slice(0, -1),
      token.slice(0, 22),
      `${token}AAAA`,
      other.slice(0, 22) + token.slice(22),
      Buffer.alloc(48).toString('base64url'),
      new CallbackTokens(randomBytes(32)).tokenOf(newId()),
    ];
    for (const text of forged) expect(tokens.idOf(text)).toBeUndefined();
  });
});
