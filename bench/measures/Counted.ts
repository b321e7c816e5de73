import type { Transaction } from './StatementLog.ts';

/** What was asked of the database. */
export interface Counted {
  /** Beside BEGIN, COMMIT and ROLLBACK. */
  readonly statements: number;
  /** COMMITs, and writing statements outside of transactions. */
  readonly commits: number;
  /** Their beginnings. */
  readonly texts: readonly string[];
}

/** Enough to see the table that a statement writes, behind what it selects with `WITH`. */
const TEXT_LENGTH = 400;

export function countIn(transactions: readonly Transaction[]): Counted {
  const texts = transactions.flat().filter((text) => !isFrame(text));
  return {
    statements: texts.length,
    commits: transactions.filter(isCommit).length,
    texts: texts.map((text) => text.slice(0, TEXT_LENGTH)),
  };
}

/** How often each statement was executed. */
export function tally(transactions: readonly Transaction[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of transactions.flat()) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Transactions without those of which nothing is left but what frames them. */
export function without(transactions: readonly Transaction[], texts: ReadonlySet<string>): Transaction[] {
  return transactions
    .map((transaction) => transaction.filter((text) => !texts.has(text)))
    .filter((transaction) => !transaction.every(isFrame));
}

function isFrame(text: string): boolean {
  return /^(BEGIN|START TRANSACTION|COMMIT|ROLLBACK)\b/i.test(text);
}

function isCommit(transaction: Transaction): boolean {
  if (transaction.some(isFrame)) return transaction.some((text) => /^COMMIT\b/i.test(text));
  return transaction.some((text) => !/^(SELECT|SET|SHOW)\b/i.test(text));
}
