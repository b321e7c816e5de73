/** Taking texts apart the way Python's `str` methods do. */
import { PYTHON_SPACE } from '../../values/characters.ts';

const WORDS = new RegExp(`[^${PYTHON_SPACE}]+`, 'g');

/** At runs of white space; `most` is how often at most, negative for no limit. */
export function splitAtSpace(text: string, most: number): string[] {
  if (most < 0) return text.match(WORDS) ?? [];
  const parts: string[] = [];
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (parts.length === most) return [...parts, text.slice(index)];
    parts.push(word);
  }
  return parts;
}

/** The same from the right. */
export function splitAtSpaceFromRight(text: string, most: number): string[] {
  if (most < 0) return splitAtSpace(text, most);
  const words = [...text.matchAll(WORDS)];
  const last = words[words.length - most - 1];
  const parts = words.slice(Math.max(0, words.length - most)).map(([word]) => word);
  return last ? [text.slice(0, last.index + last[0].length), ...parts] : parts;
}

export function splitAt(text: string, separator: string, most: number): string[] {
  const parts = text.split(separator);
  if (most < 0 || parts.length <= most) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

export function splitAtFromRight(text: string, separator: string, most: number): string[] {
  if (most < 0) return text.split(separator);
  const parts: string[] = [];
  let rest = text;
  while (parts.length < most) {
    const at = rest.lastIndexOf(separator);
    if (at < 0) break;
    parts.push(rest.slice(at + separator.length));
    rest = rest.slice(0, at);
  }
  return [rest, ...parts.reverse()];
}

/** Without the given characters (white space where none are given) at its ends. */
export function stripped(text: string, characters: string | undefined, side: 'both' | 'left' | 'right'): string {
  const unwanted = characters === undefined ? undefined : new Set(characters);
  const isUnwanted = (character: string) => (unwanted ? unwanted.has(character) : SPACE.test(character));
  const points = Array.from(text);
  let [start, end] = [0, points.length];
  if (side !== 'right') while (start < end && isUnwanted(points[start] as string)) start++;
  if (side !== 'left') while (end > start && isUnwanted(points[end - 1] as string)) end--;
  return points.slice(start, end).join('');
}

const SPACE = new RegExp(`^[${PYTHON_SPACE}]$`);

export function replaced(text: string, old: string, fresh: string, most = -1): string {
  if (most < 0)
    return old === '' ? betweenAll(text, fresh, Number.POSITIVE_INFINITY) : text.replaceAll(old, () => fresh);
  if (old === '') return betweenAll(text, fresh, most);
  const parts = splitAt(text, old, most);
  return parts.join(fresh);
}

function betweenAll(text: string, fresh: string, most: number): string {
  let left = most;
  const parts = Array.from(text, (character) => (left-- > 0 ? fresh + character : character));
  return parts.join('') + (left > 0 ? fresh : '');
}
