const names = new Map<string, string>();
const LIMIT = 300;

/** A stable name for a statement's text; none beyond a limit, because each costs memory on every connection. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  // Several statements in one text cannot be prepared.
  if (names.size >= LIMIT || /;\s*\S/.test(text)) return undefined;
  const name = `queue_${names.size}`;
  names.set(text, name);
  return name;
}
