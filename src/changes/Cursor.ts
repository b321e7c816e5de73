import { InputError } from '../base/errors.ts';
import type { Cursor } from '../persistence/ChangeLog.ts';

/** The form clients keep; they are not meant to look inside. */
export function cursorText(cursor: Cursor): string {
  return Buffer.from(`${cursor.position}.${cursor.id}`).toString('base64url');
}

/** Throws `InputError` for a text that is no cursor of ours. */
export function parseCursor(text: string): Cursor {
  const match = /^(\d{1,19})\.(\d{1,19})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match) throw new InputError('The cursor is not one of this service.');
  return { position: match[1] as string, id: match[2] as string };
}

/** Negative where `left` comes first. */
export function compareCursors(left: Cursor, right: Cursor): number {
  const byPosition = BigInt(left.position) - BigInt(right.position);
  const order = byPosition === 0n ? BigInt(left.id) - BigInt(right.id) : byPosition;
  return order < 0n ? -1 : order > 0n ? 1 : 0;
}
