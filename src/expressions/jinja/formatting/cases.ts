/** Upper and lower case as Python's `str` methods make it. */

const CASED = /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u;

export function capitalized(text: string): string {
  const [first = ''] = text[Symbol.iterator]();
  return titleOf(first) + text.slice(first.length).toLowerCase();
}

/** A letter that follows no other letter becomes upper case, all others lower case. */
export function titled(text: string): string {
  let isInside = false;
  return Array.from(text, (character) => {
    const result = isInside ? character.toLowerCase() : titleOf(character);
    isInside = CASED.test(character);
    return result;
  }).join('');
}

export function swapped(text: string): string {
  return Array.from(text, (character) =>
    /[\p{Uppercase}\p{Lt}]/u.test(character) ? character.toLowerCase() : character.toUpperCase(),
  ).join('');
}

export function isLower(text: string): boolean {
  return CASED.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

export function isUpper(text: string): boolean {
  return CASED.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

export function isTitle(text: string): boolean {
  return CASED.test(text) && titled(text) === text;
}

/** `ß` becomes `Ss` at the start of a word, not `SS`. */
function titleOf(character: string): string {
  const upper = character.toUpperCase();
  const [first = ''] = upper[Symbol.iterator]();
  return upper.length > character.length ? first + upper.slice(first.length).toLowerCase() : upper;
}

/** Lower case for comparing: what has several capitals for one letter (`ß`, `ﬁ`) is written out. */
export function folded(text: string): string {
  return Array.from(text, (character) => {
    const upper = character.toUpperCase();
    return (upper.length > character.length ? upper : character).toLowerCase();
  }).join('');
}
