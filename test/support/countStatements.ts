import pg from 'pg';

export interface Counts {
  commits: number;
  texts: string[];
  /** The same, of each transaction, in the order in which they began. */
  transactions: string[][];
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
  const counts: Counts = { commits: 0, texts: [], transactions: [] };
  const open = new WeakMap<object, string[]>();
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function count(this: object, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : (first as { text: string }).text;
    if (/^\s*BEGIN/.test(text)) {
      const transaction: string[] = [];
      open.set(this, transaction);
      counts.transactions.push(transaction);
    } else if (/^\s*(COMMIT|ROLLBACK)/.test(text)) {
      open.delete(this);
      counts.commits++;
    } else if (!isBackground(text)) {
      counts.texts.push(text);
      open.get(this)?.push(text);
      if (!open.has(this) && !/^\s*(SELECT|SET)/i.test(text)) counts.commits++;
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
