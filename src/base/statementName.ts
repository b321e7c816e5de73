const names = new Map<string, string>();
const LIMIT = 500;

/**
 * The name under which a connection prepares an SQL statement, so that the database parses it once. None beyond a limit,
 * because each costs memory on every connection, and none for several statements in one text, which cannot be prepared.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= LIMIT || /;\s*\S/.test(text)) return undefined;
  const name = `statement_${names.size}`;
  names.set(text, name);
  return name;
}
