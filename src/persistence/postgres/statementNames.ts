const names = new Map<string, string>();
const LIMIT = 500;

/**
 * The name under which a connection prepares a statement, so that Postgres parses and plans it once. Statements whose text
 * varies without end would fill its memory: beyond a limit they stay unnamed.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= LIMIT) return undefined;
  const name = `statement_${names.size}`;
  names.set(text, name);
  return name;
}
