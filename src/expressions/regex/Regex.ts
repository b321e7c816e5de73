import type { Steps } from '../Limits.ts';
import { type CompiledPattern, compilePattern } from './compile.ts';
import { type Codes, Matcher, type Registers } from './match.ts';
import type { Flags } from './nodes.ts';
import { parsePattern } from './parse.ts';
import { expandTemplate } from './template.ts';

/** One match. Positions count code points, as Python's do. */
export class Match {
  constructor(
    private readonly subject: Subject,
    private readonly registers: Registers,
    readonly groupCount: number,
    readonly names: ReadonlyMap<string, number>,
  ) {}

  /** The text of a group, null where it took no part; group 0 is the whole. */
  group(index: number): string | null {
    const start = this.start(index);
    return start < 0 ? null : this.subject.slice(start, this.end(index));
  }

  start(index: number): number {
    return this.end(index) < 0 ? -1 : (this.registers[index * 2] as number);
  }

  end(index: number): number {
    return this.registers[index * 2 + 1] as number;
  }
}

/** A text, as a text and as code points. */
class Subject {
  readonly codes: Codes;
  private readonly isSimple: boolean;

  constructor(private readonly text: string) {
    this.isSimple = !/[\ud800-\udfff]/.test(text);
    this.codes = this.isSimple ? codeUnits(text) : Array.from(text, (character) => character.codePointAt(0) as number);
  }

  slice(start: number, end?: number): string {
    if (this.isSimple) return this.text.slice(start, end);
    return Array.from(this.codes)
      .slice(start, end)
      .map((code) => String.fromCodePoint(code))
      .join('');
  }
}

function codeUnits(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) codes[index] = text.charCodeAt(index);
  return codes;
}

/** A regular expression of Python's `re`, with an engine that cannot run for ever: `budget` counts its steps. */
export class Regex {
  private readonly compiled: CompiledPattern;

  constructor(
    readonly source: string,
    flags: Partial<Flags> = {},
  ) {
    this.compiled = compilePattern(parsePattern(source, flags));
  }

  /** The first match anywhere in the text. */
  search(text: string, budget: Steps): Match | null {
    return this.matches(text, budget).next().value ?? null;
  }

  /** All matches that do not overlap, from left to right. */
  *matches(text: string, budget: Steps): Generator<Match, undefined> {
    budget.step(text.length >> 4);
    yield* this.matchesIn(new Subject(text), budget);
  }

  /** The texts between matches, and between them what groups have matched. */
  split(text: string, limit: number, budget: Steps): (string | null)[] {
    const subject = new Subject(text);
    const parts: (string | null)[] = [];
    let from = 0;
    let count = 0;
    for (const match of this.matchesIn(subject, budget)) {
      if (limit > 0 && count++ >= limit) break;
      parts.push(subject.slice(from, match.start(0)));
      for (let group = 1; group <= match.groupCount; group++) parts.push(match.group(group));
      from = match.end(0);
    }
    parts.push(subject.slice(from));
    return parts;
  }

  /** Replaces matches, all of them where `limit` is 0, by what `replace` makes of them. */
  replace(text: string, limit: number, replace: (match: Match) => string, budget: Steps): string {
    const subject = new Subject(text);
    const parts: string[] = [];
    let from = 0;
    let count = 0;
    for (const match of this.matchesIn(subject, budget)) {
      if (limit > 0 && count++ >= limit) break;
      parts.push(subject.slice(from, match.start(0)), replace(match));
      from = match.end(0);
    }
    parts.push(subject.slice(from));
    return parts.join('');
  }

  /** A function for `replace` that fills in a template with `\1` and `\g<name>`. */
  template(template: string): (match: Match) => string {
    return expandTemplate(template, this.compiled.groupCount, this.compiled.names);
  }

  private *matchesIn(subject: Subject, budget: Steps): Generator<Match, undefined> {
    const matcher = new Matcher(this.compiled, subject.codes, budget);
    let from = 0;
    let mustAdvance = false;
    while (from <= subject.codes.length) {
      const registers = matcher.search(from, mustAdvance);
      if (!registers) return;
      const [start, end] = registers as [number, number];
      yield new Match(subject, registers, this.compiled.groupCount, this.compiled.names);
      mustAdvance = start === end;
      from = end;
    }
  }
}
