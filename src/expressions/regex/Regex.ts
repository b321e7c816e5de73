import type { Steps } from '../Limits.ts';
import { type CompiledPattern, compilePattern } from './compile.ts';
import { Match } from './Match.ts';
import { Matcher } from './Matcher.ts';
import type { Flags } from './nodes.ts';
import { parsePattern } from './parse.ts';
import { Subject } from './Subject.ts';
import { expandTemplate } from './template.ts';

/** A regular expression of Python's `re`, with an engine that cannot run for ever: `budget` counts its steps. */
export class Regex {
  private readonly compiled: CompiledPattern;

  constructor(
    readonly source: string,
    readonly flags: Partial<Flags> = {},
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
