import { describe, expect, it } from 'vitest';
import { listCursorText, parseListCursor } from '../../src/api/stream/ListCursor.ts';
import { InputError } from '../../src/base/errors.ts';
import { cursorText } from '../../src/changes/Cursor.ts';
import { equals } from '../../src/persistence/reads/Condition.ts';

const LIST = equals('state', 'RUNNING');
const PLACE = { cursor: { position: '9007199254740993', id: '7', seen: ['9007199254740999'] }, totalCount: 1_000_000 };

describe('the cursor of a list', () => {
  it('comes back from its text, with the length of the list', () => {
    expect(parseListCursor(listCursorText(PLACE, LIST), LIST)).toEqual(PLACE);
  });

  it.each([
    ['nonsense', 'abc'],
    ['the cursor of an execution', cursorText(PLACE.cursor)],
    ['the cursor of another list', listCursorText(PLACE, equals('state', 'ERROR'))],
  ])('is refused where it is %s', (_, text) => expect(() => parseListCursor(text, LIST)).toThrow(InputError));
});
