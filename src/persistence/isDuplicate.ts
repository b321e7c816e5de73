/** Whether a statement failed because a unique index has the key already. */
export function isDuplicate(error: unknown): boolean {
  const { code, errno } = (error ?? {}) as { readonly code?: unknown; readonly errno?: unknown };
  return code === '23505' || errno === 1062;
}
