/** What stands where something was that nobody may read. */
export const REDACTED = '***';

/** Shorter values would turn up by chance in texts that have nothing to do with them. */
const SHORTEST_SECRET = 4;
const DEEPEST = 8;
const SECRET_NAME =
  /passw(or)?d|passphrase|token|secret|authori[sz]ation|\bauth\b|api[-_]?key|credential|cookie|private[-_]?key/i;

/** Takes certain values out of texts, also where they are written as in URLs or in base64. */
export class Redactor {
  private readonly spellings: readonly string[];

  constructor(secrets: Iterable<string>) {
    const known = [...secrets].filter((secret) => secret.length >= SHORTEST_SECRET);
    const spellings = known.flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ]);
    // The longest first: of two secrets one may begin with the other.
    this.spellings = [...new Set(spellings)].sort((left, right) => right.length - left.length);
  }

  /** Whether there is nothing to take out. */
  get isIdle(): boolean {
    return this.spellings.length === 0;
  }

  text(text: string): string {
    return this.spellings.reduce((rest, spelling) => rest.replaceAll(spelling, REDACTED), text);
  }

  /** The fields of a log line: also without what is called a password or the like, whatever its value. */
  fields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return this.members(fields, 0);
  }

  private members(members: object, depth: number): Record<string, unknown> {
    const shown = Object.entries(members).map(([name, value]) => [
      this.text(name),
      SECRET_NAME.test(name) && maySay(value) ? REDACTED : this.shown(value, depth + 1),
    ]);
    return Object.fromEntries(shown) as Record<string, unknown>;
  }

  private shown(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return '…';
    if (Array.isArray(value)) return value.map((item) => this.shown(item, depth + 1));
    if (value instanceof Error) return this.text(`${value.name}: ${value.message}`);
    const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
    return isPlain ? this.members(value, depth) : this.text(String(value));
  }
}

/** A number is a count of tokens rather than a token. */
function maySay(value: unknown): boolean {
  return typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null;
}
