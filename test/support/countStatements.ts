import pg from 'pg';

export interface Counts {
  commits: number;
  texts: string[];
}

/** Ends the statements by which a test looks on. */
export const NOT_COUNTED = '/* not counted */';

/** What pg-boss says now and then of itself, whatever is going on. The work is in its `job` table. */
const isBackground = (text: string) =>
  text.endsWith(NOT_COUNTED) || (/\bpgboss\./.test(text) && !/\bpgboss\.job/.test(text));

/**
 * Counts what goes over every connection to PostgreSQL while `work` runs. BEGIN and COMMIT are not statements; a writing
 * statement outside a transaction is a commit of its own.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<Counts> {
  const counts: Counts = { commits: 0, texts: [] };
  const inTransaction = new WeakSet<object>();
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function count(this: object, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { text: string }).text;
    if (/^\s*BEGIN/.test(text)) inTransaction.add(this);
    else if (/^\s*(COMMIT|ROLLBACK)/.test(text)) {
      inTransaction.delete(this);
      counts.commits++;
    } else if (!isBackground(text)) {
      counts.texts.push(text);
      if (!inTransaction.has(this) && !/^\s*(SELECT|SET)/i.test(text)) counts.commits++;
    }
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return counts;
}
