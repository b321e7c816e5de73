import { InputError, LimitError } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';

/** A part of a list: the first rows after a place, or the last before one. Rows are ordered by id, which is by time. */
export interface PageRequest {
  readonly direction: 'forward' | 'backward';
  readonly size: number;
  readonly after: Id | undefined;
  readonly before: Id | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

/** What clients ask with, as in Relay's connections. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** Checks what a client asked for. Throws `InputError`, or `LimitError` above 200 rows. */
export function pageRequest({ first, after, last, before }: PageArguments): PageRequest {
  if (first != null && last != null) throw new InputError("Give 'first' or 'last', not both.");
  const name = last != null ? 'last' : 'first';
  const size = last ?? first ?? DEFAULT_PAGE_SIZE;
  if (size < 0) throw new InputError(`'${name}' may not be negative.`);
  if (size > MAX_PAGE_SIZE) throw new LimitError(`'${name}'`, MAX_PAGE_SIZE, size, 'items');
  return {
    direction: last != null ? 'backward' : 'forward',
    size,
    after: after == null ? undefined : placeOf('after', after),
    before: before == null ? undefined : placeOf('before', before),
  };
}

/** The form clients keep of a place in a list; they are not meant to look inside. */
export function placeText(key: string): string {
  return Buffer.from(`p:${key}`).toString('base64url');
}

function placeOf(name: string, text: string): string {
  const key = Buffer.from(text, 'base64url').toString();
  if (!key.startsWith('p:')) throw new InputError(`'${name}' is not a cursor of a list of this service.`);
  return key.slice(2);
}
