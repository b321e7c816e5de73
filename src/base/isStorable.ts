/** Whether every database can hold a text: PostgreSQL has no U+0000. Nothing has a name or an id that is not. */
export function isStorable(text: string): boolean {
  return !text.includes('\0');
}
