/** Texts as Python sees them, as sequences of code points, where JavaScript has 16-bit units. */

const BEYOND = /[\ud800-\udfff]/;

/** White space as Python's `str` methods know it. */
export const PYTHON_SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

export function characters(text: string): Iterable<string> & ArrayLike<string> {
  return BEYOND.test(text) ? Array.from(text) : text;
}

export function lengthOfText(text: string): number {
  return characters(text).length;
}

/** Part of a text by code points. */
export function partOfText(text: string, start: number, stop?: number): string {
  return BEYOND.test(text) ? Array.from(text).slice(start, stop).join('') : text.slice(start, stop);
}

/** The number of code points before a position counted in units. */
export function pointsBefore(text: string, unit: number): number {
  return BEYOND.test(text) ? Array.from(text.slice(0, unit)).length : unit;
}

/** Fills with spaces, or another character, up to a width. */
export function padded(text: string, width: number, side: '<' | '>' | '^', fill = ' '): string {
  const missing = width - lengthOfText(text);
  if (missing <= 0) return text;
  if (side === '<') return text + fill.repeat(missing);
  if (side === '>') return fill.repeat(missing) + text;
  const before = Math.floor(missing / 2);
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

/** The lines of a text, by all the line ends Python knows. */
export function linesOf(text: string, keepEnds = false): string[] {
  const lines =
    text.match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g) ?? [];
  if (lines.at(-1) === '') lines.pop();
  return keepEnds ? lines : lines.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, ''));
}

/** A text in which everything beyond ASCII is written as an escape. */
export function onlyAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0) as number;
    if (code < 0x100) return `\\x${code.toString(16)}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
  });
}
