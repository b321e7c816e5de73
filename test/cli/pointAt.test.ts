import { describe, expect, it } from 'vitest';
import { pointAt } from '../../src/cli/pointAt.ts';

describe('a place in a text', () => {
  it('is marked beneath its line', () => {
    expect(pointAt('first\n<% $.x( %>\nlast', 12)).toEqual(['<% $.x( %>', '      ^']);
    expect(pointAt('ab', 2)).toEqual(['ab', '  ^']);
    expect(pointAt('a\nb', 0)).toEqual(['a', '^']);
  });

  it('of a long line is shown with what is near', () => {
    const [line, mark] = pointAt(`${'a'.repeat(500)}!${'b'.repeat(500)}`, 500);
    expect(line).toHaveLength(120);
    expect(line?.[(mark as string).length - 1]).toBe('!');
  });

  it('lets nothing of the text steer the terminal', () => {
    expect(pointAt('\x1b[2J', 0)[0]).toBe('�[2J');
  });
});
