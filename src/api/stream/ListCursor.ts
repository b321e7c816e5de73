import { createHash } from 'node:crypto';
import { InputError } from '../../base/errors.ts';
import { cursorText, parseCursor } from '../../changes/Cursor.ts';
import type { Cursor } from '../../persistence/ChangeLog.ts';
import type { Condition } from '../../persistence/reads/Condition.ts';

/** A place in the stream of a list, and how long the list is there: so a resumed stream goes on counting. */
export interface ListPlace {
  readonly cursor: Cursor;
  readonly totalCount: number;
}

const FORM = /^list:(\d{1,15}):([0-9a-f]{16}):([\w-]+)$/;

/** The form clients keep. It says which list it is of, because the count is that list's. */
export function listCursorText({ cursor, totalCount }: ListPlace, list: Condition): string {
  return Buffer.from(`list:${totalCount}:${nameOf(list)}:${cursorText(cursor)}`).toString('base64url');
}

/** Throws `InputError` for a text that is no cursor of this list. */
export function parseListCursor(text: string, list: Condition): ListPlace {
  const [, totalCount, name, cursor] = FORM.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (totalCount === undefined || name === undefined || cursor === undefined) {
    throw new InputError('The cursor is not one of a list of this service.');
  }
  if (name !== nameOf(list)) throw new InputError('The cursor belongs to a list with another filter.');
  return { cursor: parseCursor(cursor), totalCount: Number(totalCount) };
}

function nameOf(list: Condition): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
}
