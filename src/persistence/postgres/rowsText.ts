/** What PostgreSQL takes in no text, as `JSON.stringify` writes it: U+0000, and half of a pair. Where it is itself text it stays. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g;
const MAY_HOLD = /\\u(?:0000|d[89a-f])/;

/**
 * Rows as one JSON text. A character that cannot be stored is replaced by the sign for that: a message of an action that holds
 * one must not keep its result from being stored. JSON in a column holds them in its own spelling, and keeps them.
 */
export function rowsText(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  return MAY_HOLD.test(text) ? text.replace(UNSTORABLE, '$1\uFFFD') : text;
}
