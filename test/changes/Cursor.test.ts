import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { compareCursors, cursorText, parseCursor } from '../../src/changes/Cursor.ts';

describe('a cursor', () => {
  it('comes back from its text, also beyond 2^53', () => {
    const cursor = { position: '9007199254740993', id: '18014398509481985' };
    expect(parseCursor(cursorText(cursor))).toEqual(cursor);
  });

  it('is ordered by position, then by id, as numbers', () => {
    expect(compareCursors({ position: '9', id: '5' }, { position: '10', id: '1' })).toBe(-1);
    expect(compareCursors({ position: '10', id: '10' }, { position: '10', id: '9' })).toBe(1);
    expect(compareCursors({ position: '1', id: '1' }, { position: '1', id: '1' })).toBe(0);
  });

  it.each([
    '',
    'abc',
    cursorText({ position: '-1', id: '2' }),
    cursorText({ position: '1', id: 'x' }),
  ])('is refused where it is none: %j', (text) => expect(() => parseCursor(text)).toThrow(InputError));
});
