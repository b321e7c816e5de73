import { describe, expect, it } from 'vitest';
import { basesOf, loopsIn } from '../../src/catalog/baseLoops.ts';

/** Actions, each with its base. */
const made = (bases: Readonly<Record<string, string>>) =>
  Object.entries(bases).map(([name, base]) => {
    return { name, text: '', path: [name], spec: { name, base, tags: [], baseInput: {}, input: [] } };
  });

describe('loops of bases', () => {
  it('are not there where every chain ends', () => {
    const actions = made({ a: 'b', b: 'c', d: 'b' });
    expect(loopsIn(actions, basesOf(actions))).toEqual([]);
  });

  it('are reported once each, at an action that is in them, with the whole way round', () => {
    const actions = made({ outside: 'b', a: 'b', b: 'c', c: 'a', self: 'self' });
    expect(loopsIn(actions, basesOf(actions))).toEqual([
      { path: ['b', 'base'], message: "The action 'b' stands on itself: 'b' → 'c' → 'a' → 'b'." },
      { path: ['self', 'base'], message: "The action 'self' stands on itself: 'self' → 'self'." },
    ]);
  });

  it('are reported at the action that is new where others are stored', () => {
    const stored = new Map([...basesOf(made({ b: 'c', c: 'new' })), ['entry', 'b']]);
    const actions = made({ new: 'b' });
    expect(loopsIn(actions, new Map([...stored, ...basesOf(actions)]))).toMatchObject([{ path: ['new', 'base'] }]);
  });

  it('of a hundred thousand actions are found at once', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `a${index}`);
    const actions = made(
      Object.fromEntries(names.map((name, index) => [name, names[(index + 1) % names.length] ?? ''])),
    );
    expect(loopsIn(actions, basesOf(actions))).toHaveLength(1);
  });
});
