import { describe, expect, it } from 'vitest';
import { loopDoubts, loopsIn } from '../../src/catalog/baseLoops.ts';

/** Actions, each with its base. */
const made = (bases: Readonly<Record<string, string>>) =>
  Object.entries(bases).map(([name, base]) => {
    return { name, text: '', path: [name], spec: { name, base, tags: [], baseInput: {}, input: [] } };
  });

describe('loops of bases', () => {
  it('are not there where every chain ends', () => {
    const actions = made({ a: 'b', b: 'c', d: 'b' });
    expect(loopsIn(actions)).toEqual([]);
  });

  it('are reported once each, at an action that is in them, with the whole way round', () => {
    const actions = made({ outside: 'b', a: 'b', b: 'c', c: 'a', self: 'self' });
    expect(loopsIn(actions)).toEqual([
      { path: ['b', 'base'], message: "The action 'b' stands on itself: 'b' → 'c' → 'a' → 'b'." },
      { path: ['self', 'base'], message: "The action 'self' stands on itself: 'self' → 'self'." },
    ]);
  });

  it('are warnings at their places, and only the first of very many', () => {
    const names = Array.from({ length: 60 }, (_, index) => `a${index}`);
    const text = names.map((name) => `${name}:\n  base: ${name}\n`).join('');
    const doubts = loopDoubts(text, made(Object.fromEntries(names.map((name) => [name, name]))));
    expect(doubts).toHaveLength(50);
    expect(doubts[1]).toMatchObject({ severity: 'WARNING', line: 4, column: 3, path: ['a1', 'base'] });
  });

  it('of a hundred thousand actions are found at once', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `a${index}`);
    const actions = made(
      Object.fromEntries(names.map((name, index) => [name, names[(index + 1) % names.length] ?? ''])),
    );
    expect(loopsIn(actions)).toHaveLength(1);
  });
});
