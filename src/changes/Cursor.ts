import { InputError } from '../base/errors.ts';
import type { Cursor } from '../persistence/ChangeLog.ts';
import { SEEN_LIMIT } from '../persistence/reads/Snapshots.ts';

/** The form clients keep; they are not meant to look inside. */
export function cursorText({ position, id, seen = [] }: Cursor): string {
  return Buffer.from([position, id, ...seen].join('.')).toString('base64url');
}

/** Throws `InputError` for a text that is no cursor of ours. */
export function parseCursor(text: string): Cursor {
  const [position, id, ...seen] = Buffer.from(text, 'base64url').toString().split('.');
  const isOurs = [position, id, ...seen].every((part) => part !== undefined && /^\d{1,19}$/.test(part));
  if (!isOurs || seen.length > SEEN_LIMIT) throw new InputError('The cursor is not one of this service.');
  return { position: position as string, id: id as string, ...(seen.length > 0 && { seen }) };
}

/** The place `to`, of somebody who comes from `from` and remembers what is to be passed over. */
export function moved(from: Cursor, to: Cursor): Cursor {
  const seen = from.seen?.filter((position) => BigInt(position) >= BigInt(to.position)) ?? [];
  return { position: to.position, id: to.id, ...(seen.length > 0 && { seen }) };
}

/** Negative where `left` comes first. */
export function compareCursors(left: Cursor, right: Cursor): number {
  const byPosition = BigInt(left.position) - BigInt(right.position);
  const order = byPosition === 0n ? BigInt(left.id) - BigInt(right.id) : byPosition;
  return order < 0n ? -1 : order > 0n ? 1 : 0;
}
