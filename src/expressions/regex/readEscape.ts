import type { PatternReader } from './PatternReader.ts';

const SIMPLE: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, '\\': 92 };

/** An escape that stands for one character, its backslash already taken; `undefined` where it is something else. */
export function readCharacterEscape(reader: PatternReader): number | undefined {
  const letter = reader.peek();
  const simple = SIMPLE[letter];
  if (simple !== undefined) {
    reader.take();
    return simple;
  }
  const width = { x: 2, u: 4, U: 8 }[letter];
  if (width !== undefined) {
    reader.take();
    const digits = reader.run(/^[0-9a-fA-F]$/, width);
    const code = Number.parseInt(digits, 16);
    if (digits.length < width || code > 0x10ffff) reader.fail('incomplete escape');
    return code;
  }
  if (letter === '0') return Number.parseInt(reader.run(/^[0-7]$/, 3), 8);
  if (/^[0-9A-Za-z]$/.test(letter)) return undefined;
  return reader.take().codePointAt(0);
}
