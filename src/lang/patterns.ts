/** A name made of letters, digits and `_` only; Python's `^\w+$`, of which many checks of the language depend. */
export function isWord(text: string): boolean {
  return /^[\p{L}\p{N}_]+\n?$/u.test(text);
}

/** A text that is one expression from beginning to end, or at least looks so: `<% a %> and <% b %>` does. */
export function isWholeExpression(text: string): boolean {
  return /^<%[^\n]*?%>\s*$/.test(text) || /^\{\{[^\n]*?\}\}\s*$/.test(text);
}

const HEX = /^[0-9a-f]{32}$/;

/** Whether Python's `uuid` would read the text. */
export function looksLikeUuid(text: string): boolean {
  const digits = text
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');
  return HEX.test(digits.toLowerCase());
}
