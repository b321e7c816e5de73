const INVALID_BYTES = '22021';

/** Whether a statement failed because a text holds a character that the database has not: U+0000 on PostgreSQL. */
export function isUnstorable(error: unknown): boolean {
  return ((error ?? {}) as { readonly code?: unknown }).code === INVALID_BYTES;
}
