import { classTest, lowerCase, upperCase } from './characters.ts';
import type { CharacterTest, Flags } from './nodes.ts';
import type { PatternReader } from './PatternReader.ts';
import { readCharacterEscape } from './readEscape.ts';

/** `[…]`, its opening bracket already taken. */
export function readSet(reader: PatternReader, flags: Flags): CharacterTest {
  const isNegated = reader.skip('^');
  const singles = new Set<number>();
  const tests: CharacterTest[] = [];
  let isFirst = true;
  while (isFirst || reader.peek() !== ']') {
    isFirst = false;
    const low = member(reader, flags);
    if (reader.peek() === '-' && reader.peek(1) !== ']' && reader.peek(1) !== '') {
      reader.take();
      const high = member(reader, flags);
      if (typeof low !== 'number' || typeof high !== 'number' || high < low) reader.fail('bad character range');
      tests.push((code) => code >= low && code <= high);
    } else if (typeof low === 'number') singles.add(low);
    else tests.push(low);
  }
  reader.take();
  const has: CharacterTest = (code) => singles.has(code) || tests.some((test) => test(code));
  const withCase: CharacterTest = flags.ignoreCase
    ? (code) => has(code) || has(lowerCase(code)) || has(upperCase(code))
    : has;
  return isNegated ? (code) => !withCase(code) : withCase;
}

function member(reader: PatternReader, flags: Flags): number | CharacterTest {
  const character = reader.take();
  if (character !== '\\') return character.codePointAt(0) as number;
  if (/^[dwsDWS]$/.test(reader.peek())) return classTest(reader.take(), flags.ascii);
  if (reader.skip('b')) return 8;
  if (/^[0-7]$/.test(reader.peek())) return Number.parseInt(reader.run(/^[0-7]$/, 3), 8);
  return readCharacterEscape(reader) ?? reader.fail('bad escape');
}
