/** The characters Python calls white, as the inside of a character class. */
const WHITE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING = new RegExp(`^[${WHITE}]+`);
const RUN = new RegExp(`[${WHITE}]+`, 'g');
const ONE = new RegExp(`^[${WHITE}]$`);

export function isWhite(character: string): boolean {
  return ONE.test(character);
}

/** Takes white space, or any of `characters`, off the start. */
export function trimStart(text: string, characters: string | null = null): string {
  if (characters === null) return text.replace(LEADING, '');
  const unwanted = new Set(characters);
  let start = 0;
  for (const character of text) {
    if (!unwanted.has(character)) break;
    start += character.length;
  }
  return text.slice(start);
}

/** Takes white space, or any of `characters`, off the end. */
export function trimEnd(text: string, characters: string | null = null): string {
  const unwanted = characters === null ? null : new Set(characters);
  let end = text.length;
  while (end > 0) {
    const isPair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(end - 2, end));
    const character = text.slice(end - (isPair ? 2 : 1), end);
    if (unwanted ? !unwanted.has(character) : !isWhite(character)) break;
    end -= character.length;
  }
  return text.slice(0, end);
}

export function trim(text: string, characters: string | null = null): string {
  return trimEnd(trimStart(text, characters), characters);
}

/** Words between white space, as `str.split()`; after `limit` cuts the rest stays whole. */
export function splitWhite(text: string, limit = -1): string[] {
  const words: string[] = [];
  let rest = trimStart(text);
  while (rest !== '') {
    RUN.lastIndex = 0;
    const gap = limit >= 0 && words.length >= limit ? null : RUN.exec(rest);
    if (!gap) {
      words.push(limit >= 0 && words.length >= limit ? rest : trimEnd(rest));
      break;
    }
    words.push(rest.slice(0, gap.index));
    rest = rest.slice(gap.index + gap[0].length);
  }
  return words;
}
