/** Texts by code points, as Python counts them; plain texts take the short way. */
const SURROGATE = /[\ud800-\udfff]/;

export function textLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** As `text[start:end]` in Python: negative positions count from the end. */
export function textSlice(text: string, start: number, end: number): string {
  if (!SURROGATE.test(text)) return text.slice(start, end);
  return Array.from(text).slice(start, end).join('');
}

/** As `text.find(part, start, end)`. */
export function findText(text: string, part: string, start: number, end: number, fromEnd: boolean): number {
  const length = textLength(text);
  const from = bounded(start, length);
  const to = Math.min(bounded(end, length), length);
  if (from > length || from > to) return -1;
  const within = textSlice(text, from, to);
  const found = fromEnd ? within.lastIndexOf(part) : within.indexOf(part);
  return found < 0 ? -1 : from + textLength(within.slice(0, found));
}

function bounded(position: number, length: number): number {
  return position < 0 ? Math.max(0, position + length) : position;
}

/** As `text.split(separator, limit)`, from either end. */
export function splitText(text: string, separator: string, limit: number, fromEnd: boolean): string[] {
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (fromEnd) return [parts.slice(0, parts.length - limit).join(separator), ...parts.slice(parts.length - limit)];
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

/** As `text.replace(old, new, count)`; all of them where the count is negative. */
export function replaceText(text: string, old: string, by: string, count: number): string {
  if (count < 0) return old === '' ? between(text, by, Number.POSITIVE_INFINITY) : text.replaceAll(old, () => by);
  if (old === '') return between(text, by, count);
  return splitText(text, old, count, false).join(by);
}

/** How often `part` occurs, without overlaps. */
export function countText(text: string, part: string): number {
  return part === '' ? textLength(text) + 1 : text.split(part).length - 1;
}

/** An empty text occurs before each character and at the end. */
function between(text: string, by: string, count: number): string {
  let left = count;
  let result = '';
  for (const character of text) result += (left-- > 0 ? by : '') + character;
  return result + (left > 0 ? by : '');
}
