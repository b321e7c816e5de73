import { CONTROL_ESCAPES } from '../values/controlEscapes.ts';
import type { Match } from './Match.ts';
import { PatternReader } from './PatternReader.ts';

const SIMPLE: Readonly<Record<string, string>> = { ...CONTROL_ESCAPES, '\\': '\\' };

/** Python's replacement template: `\1`, `\g<1>`, `\g<name>` and the escapes of a text. */
export function expandTemplate(
  template: string,
  groupCount: number,
  names: ReadonlyMap<string, number>,
): (match: Match) => string {
  if (!template.includes('\\')) return () => template;
  const reader = new PatternReader(template);
  const parts: (string | number)[] = [];
  while (!reader.isAtEnd) {
    const character = reader.take();
    const part = character === '\\' ? readEscape(reader, names) : character;
    if (typeof part === 'number' && part > groupCount) reader.fail('invalid group reference');
    parts.push(part);
  }
  return (match) => parts.map((part) => (typeof part === 'number' ? (match.group(part) ?? '') : part)).join('');
}

function readEscape(reader: PatternReader, names: ReadonlyMap<string, number>): string | number {
  const letter = reader.take();
  if (letter === 'g') {
    if (!reader.skip('<')) reader.fail('missing <');
    const name = reader.until('>');
    const group = /^\d+$/.test(name) ? Number(name) : names.get(name);
    return group ?? reader.fail('unknown group name');
  }
  if (letter === '0') return octal(`0${reader.run(/^[0-7]$/, 2)}`);
  if (/^[1-9]$/.test(letter)) {
    const more = reader.peek();
    if (!/^\d$/.test(more)) return Number(letter);
    const three = letter + more + reader.peek(1);
    if (/^[0-3][0-7]{2}$/.test(three)) {
      reader.index += 2;
      return octal(three);
    }
    return Number(letter + reader.take());
  }
  const simple = SIMPLE[letter];
  if (simple !== undefined) return simple;
  return /^[A-Za-z]$/.test(letter) ? reader.fail('bad escape') : `\\${letter}`;
}

function octal(digits: string): string {
  return String.fromCodePoint(Number.parseInt(digits, 8));
}
