import { classTest, literalTest } from './characters.ts';
import { type Flags, NOTHING, type ParsedPattern, type Pattern } from './nodes.ts';
import { PatternReader } from './PatternReader.ts';
import { readCharacterEscape } from './readEscape.ts';
import { readSet } from './readSet.ts';
import { widthOf } from './widthOf.ts';

/** Nested more deeply, our own stack might not hold. */
const MAXIMAL_DEPTH = 100;
const FLAG_NAMES: Readonly<Record<string, keyof Flags>> = {
  i: 'ignoreCase',
  m: 'multiLine',
  s: 'dotAll',
  x: 'verbose',
  a: 'ascii',
};

/** Parses a regular expression in the syntax of Python's `re`. */
export function parsePattern(text: string, flags: Partial<Flags> = {}): ParsedPattern {
  return new PatternParser(text).whole({
    ignoreCase: false,
    multiLine: false,
    dotAll: false,
    verbose: false,
    ascii: false,
    ...flags,
  });
}

class PatternParser {
  private readonly reader: PatternReader;
  private readonly names = new Map<string, number>();
  private readonly open = new Set<number>();
  private groupCount = 0;
  private depth = 0;
  /** Conditions may ask for a group that comes only later. */
  private highestCondition = 0;

  constructor(text: string) {
    this.reader = new PatternReader(text);
  }

  whole(flags: Flags): ParsedPattern {
    const pattern = this.choice(this.leadingFlags(flags));
    if (!this.reader.isAtEnd) this.reader.fail('unbalanced parenthesis');
    if (this.highestCondition > this.groupCount) this.reader.fail('invalid group reference');
    return { pattern, groupCount: this.groupCount, names: this.names };
  }

  /** `(?i)` at the very start holds for the whole pattern. */
  private leadingFlags(flags: Flags): Flags {
    const { reader } = this;
    const start = reader.index;
    if (!reader.skip('(?')) return flags;
    const letters = reader.run(/^[aiLmsux]$/);
    if (letters && reader.skip(')')) return this.leadingFlags(changed(flags, letters, ''));
    reader.index = start;
    return flags;
  }

  private choice(flags: Flags): Pattern {
    if (++this.depth > MAXIMAL_DEPTH) this.reader.fail('nested too deeply');
    const options = [this.sequence(flags)];
    while (this.reader.skip('|')) options.push(this.sequence(flags));
    this.depth--;
    return options.length === 1 ? (options[0] as Pattern) : { kind: 'choice', options };
  }

  private sequence(flags: Flags): Pattern {
    const parts: Pattern[] = [];
    const { reader } = this;
    while (!reader.isAtEnd && reader.peek() !== '|' && reader.peek() !== ')') {
      if (flags.verbose && this.skipVerbose()) continue;
      const item = this.item(flags);
      if (item) parts.push(this.repeated(item, flags));
    }
    return parts.length === 1 ? (parts[0] as Pattern) : { kind: 'sequence', parts };
  }

  private skipVerbose(): boolean {
    const { reader } = this;
    if (reader.run(/^\s$/)) return true;
    if (!reader.skip('#')) return false;
    reader.run(/^[^\n]$/);
    return true;
  }

  private item(flags: Flags): Pattern | undefined {
    const { reader } = this;
    const character = reader.take();
    switch (character) {
      case '.':
        return { kind: 'one', test: flags.dotAll ? () => true : (code) => code !== 10 };
      case '^':
        return { kind: 'assertion', assertion: flags.multiLine ? 'lineStart' : 'start' };
      case '$':
        return { kind: 'assertion', assertion: flags.multiLine ? 'lineEnd' : 'endBeforeBreak' };
      case '[':
        return { kind: 'one', test: readSet(reader, flags) };
      case '\\':
        return this.escape(flags);
      case '(':
        return this.parenthesis(flags);
      case '*':
      case '+':
      case '?':
        return reader.fail('nothing to repeat');
      default:
        if (character === '{' && this.counts() !== undefined) reader.fail('nothing to repeat');
        return { kind: 'one', test: literalTest(character.codePointAt(0) as number, flags.ignoreCase) };
    }
  }

  private repeated(item: Pattern, flags: Flags): Pattern {
    const { reader } = this;
    if (flags.verbose) while (this.skipVerbose());
    const bounds = this.quantifier();
    if (!bounds) return item;
    if (item.kind === 'assertion') reader.fail('nothing to repeat');
    const mode = reader.skip('?') ? 'lazy' : reader.skip('+') ? 'possessive' : 'greedy';
    if (this.quantifier()) reader.fail('multiple repeat');
    return { kind: 'repeat', body: item, minimum: bounds[0], maximum: bounds[1], mode };
  }

  private quantifier(): [number, number] | undefined {
    const { reader } = this;
    if (reader.skip('*')) return [0, Number.POSITIVE_INFINITY];
    if (reader.skip('+')) return [1, Number.POSITIVE_INFINITY];
    if (reader.skip('?')) return [0, 1];
    const start = reader.index;
    const bounds = reader.skip('{') ? this.counts() : undefined;
    if (!bounds) reader.index = start;
    return bounds;
  }

  /** `{m}`, `{m,}`, `{,n}`, `{m,n}`, the brace already taken; anything else is the brace itself, and stays untouched. */
  private counts(): [number, number] | undefined {
    const { reader } = this;
    const start = reader.index;
    const low = reader.run(/^\d$/);
    const hasComma = reader.skip(',');
    const high = hasComma ? reader.run(/^\d$/) : low;
    if (!reader.skip('}') || (low === '' && !hasComma)) {
      reader.index = start;
      return undefined;
    }
    const bounds: [number, number] = [Number(low || 0), high === '' ? Number.POSITIVE_INFINITY : Number(high)];
    if (bounds[1] < bounds[0]) reader.fail('min repeat greater than max repeat');
    return bounds;
  }

  private escape(flags: Flags): Pattern {
    const { reader } = this;
    const letter = reader.peek();
    if (/^[dwsDWS]$/.test(letter)) return { kind: 'one', test: classTest(reader.take(), flags.ascii) };
    const assertion = ({ A: 'start', Z: 'end', b: 'wordEdge', B: 'noWordEdge' } as const)[letter];
    if (assertion) {
      reader.take();
      return { kind: 'assertion', assertion };
    }
    if (/^[1-9]$/.test(letter)) return this.numbered(flags);
    const code = readCharacterEscape(reader) ?? reader.fail('bad escape');
    return { kind: 'one', test: literalTest(code, flags.ignoreCase) };
  }

  /** A group by its number, or three octal digits. */
  private numbered(flags: Flags): Pattern {
    const { reader } = this;
    const octal = [0, 1, 2].map((offset) => reader.peek(offset)).join('');
    if (/^[0-3][0-7]{2}$/.test(octal)) {
      reader.index += 3;
      return { kind: 'one', test: literalTest(Number.parseInt(octal, 8), flags.ignoreCase) };
    }
    return this.again(Number(reader.run(/^\d$/, 2)), flags);
  }

  private again(group: number, flags: Flags): Pattern {
    if (group > this.groupCount) this.reader.fail('invalid group reference');
    if (this.open.has(group)) this.reader.fail('cannot refer to an open group');
    return { kind: 'again', group, ignoreCase: flags.ignoreCase };
  }

  private parenthesis(flags: Flags): Pattern | undefined {
    const { reader } = this;
    if (!reader.skip('?')) return this.group(flags);
    if (reader.skip('#')) {
      reader.until(')');
      return undefined;
    }
    if (reader.skip(':')) return wrapped(this.closed(this.choice(flags)));
    if (reader.skip('>')) return { kind: 'atomic', body: this.closed(this.choice(flags)) };
    if (reader.skip('P<')) return this.group(flags, reader.until('>'));
    if (reader.skip('P=')) return this.again(this.groupCalled(reader.until(')')), flags);
    if (reader.skip('<=')) return this.look(flags, true, false);
    if (reader.skip('<!')) return this.look(flags, true, true);
    if (reader.skip('=')) return this.look(flags, false, false);
    if (reader.skip('!')) return this.look(flags, false, true);
    if (reader.skip('(')) return this.condition(flags);
    return this.scopedFlags(flags);
  }

  private scopedFlags(flags: Flags): Pattern {
    const { reader } = this;
    const on = reader.run(/^[aiLmsux]$/);
    const off = reader.skip('-') ? reader.run(/^[imsx]$/) : '';
    if (!reader.skip(':')) reader.fail('unknown extension');
    return wrapped(this.closed(this.choice(changed(flags, on, off))));
  }

  private group(flags: Flags, name?: string): Pattern {
    const index = ++this.groupCount;
    if (name !== undefined) {
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || this.names.has(name)) this.reader.fail('bad group name');
      this.names.set(name, index);
    }
    this.open.add(index);
    const body = this.closed(this.choice(flags));
    this.open.delete(index);
    return { kind: 'group', index, body };
  }

  private look(flags: Flags, isBehind: boolean, isNegated: boolean): Pattern {
    const body = this.closed(this.choice(flags));
    if (isBehind && widthOf(body) === undefined) this.reader.fail('look-behind requires fixed-width pattern');
    return { kind: 'look', body, isBehind, isNegated };
  }

  private condition(flags: Flags): Pattern {
    const name = this.reader.until(')');
    const group = /^\d+$/.test(name) ? Number(name) : this.groupCalled(name);
    if (group === 0) this.reader.fail('bad group number');
    this.highestCondition = Math.max(this.highestCondition, group);
    const yes = this.sequence(flags);
    const no = this.reader.skip('|') ? this.sequence(flags) : NOTHING;
    return { kind: 'condition', group, yes: this.closed(yes), no };
  }

  private groupCalled(name: string): number {
    return this.names.get(name) ?? this.reader.fail('unknown group name');
  }

  private closed(pattern: Pattern): Pattern {
    if (!this.reader.skip(')')) this.reader.fail('missing ), unterminated subpattern');
    return pattern;
  }
}

/** An assertion in parentheses may be repeated, where a bare one may not. */
function wrapped(pattern: Pattern): Pattern {
  return pattern.kind === 'assertion' ? { kind: 'sequence', parts: [pattern] } : pattern;
}

function changed(flags: Flags, on: string, off: string): Flags {
  const next: Record<keyof Flags, boolean> = { ...flags };
  for (const letter of on) if (FLAG_NAMES[letter]) next[FLAG_NAMES[letter]] = true;
  for (const letter of off) if (FLAG_NAMES[letter]) next[FLAG_NAMES[letter]] = false;
  return next;
}
