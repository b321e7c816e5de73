import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ActionFailure, defineAction, definePlugin, isActionFailure, isPlugin, z } from '../../src/actions/sdk.ts';

const described = { description: 'Does.', input: z.object({}), examples: [], run: () => null };

describe('the SDK', () => {
  it('types the input and the result of run without annotations', () => {
    const action = defineAction({
      name: 'a.b',
      description: 'Adds.',
      input: z.object({ left: z.number(), right: z.number().default(1) }),
      output: z.number(),
      examples: [{ input: { left: 1 } }],
      run: ({ left, right }) => left + right,
    });
    expect(action.name).toBe('a.b');
  });

  it('imports nothing but zod', () => {
    const text = readFileSync(new URL('../../src/actions/sdk.ts', import.meta.url), 'utf8');
    expect(
      [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]).filter((name) => !/plugin/.test(name ?? '')),
    ).toEqual(['zod']);
  });

  it('refuses names that a workflow could not write', () => {
    expect(() => defineAction({ ...described, name: 'a b' })).toThrow('action name "a b" is not allowed');
    expect(() => definePlugin({ name: '../x', version: '1', actions: [] })).toThrow(
      'plugin name "../x" is not allowed',
    );
  });

  it('refuses an input that is not a zod object', () => {
    const input = z.string() as unknown as z.ZodObject;
    expect(() => defineAction({ ...described, name: 'a.b', input })).toThrow('must be a zod object');
  });

  it('refuses actions that are not made by defineAction', () => {
    expect(() => definePlugin({ name: 'a', version: '1', actions: [{ ...described, name: 'a.b' }] })).toThrow(
      'actions[0]',
    );
  });

  it('recognises plugins and failures made by another copy of itself', () => {
    expect(isPlugin({ [Symbol.for('tramontane.plugin')]: true })).toBe(true);
    expect(isActionFailure({ [Symbol.for('tramontane.failure')]: true })).toBe(true);
    expect(isActionFailure(new ActionFailure({ code: 'X', message: 'x' }))).toBe(true);
    expect(isActionFailure(new Error('x'))).toBe(false);
  });
});
