import { Failure } from '../Failure.ts';
import type { AssertionKind, CharacterTest, ParsedPattern, Pattern } from './nodes.ts';
import { widthOf } from './widthOf.ts';

/** What the matcher does, step by step. `to` and `or` are indices into the program. */
export type Instruction =
  | { readonly op: 'one'; readonly test: CharacterTest }
  | {
      readonly op: 'many';
      readonly test: CharacterTest;
      readonly minimum: number;
      readonly maximum: number;
      readonly isLazy: boolean;
    }
  | { readonly op: 'split'; to: number; or: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'again'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly op: 'assert'; readonly assertion: AssertionKind }
  | { readonly op: 'progress'; readonly register: number; to: number }
  | { readonly op: 'look'; readonly program: Program; readonly back: number; readonly isNegated: boolean }
  | { readonly op: 'atomic'; readonly program: Program }
  | { readonly op: 'condition'; readonly group: number; or: number }
  | { readonly op: 'match' };
export type Program = readonly Instruction[];

export interface CompiledPattern {
  readonly program: Program;
  readonly groupCount: number;
  readonly registerCount: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Counted repetitions are written out, so a pattern of a few characters could become a very long program. */
const MAXIMAL_LENGTH = 20_000;

export function compilePattern({ pattern, groupCount, names }: ParsedPattern): CompiledPattern {
  const compiler = new Compiler((groupCount + 1) * 2);
  const program = compiler.whole(pattern);
  return { program, groupCount, registerCount: compiler.registerCount, names };
}

class Compiler {
  private length = 0;

  /** The first registers hold where groups start and end, those after them where a loop began its round. */
  constructor(public registerCount: number) {}

  whole(pattern: Pattern): Program {
    const program: Instruction[] = [];
    this.write(pattern, program);
    this.add(program, { op: 'match' });
    return program;
  }

  private add(program: Instruction[], instruction: Instruction): void {
    if (++this.length > MAXIMAL_LENGTH) throw new Failure('The regular expression is too complex');
    program.push(instruction);
  }

  private write(pattern: Pattern, program: Instruction[]): void {
    switch (pattern.kind) {
      case 'one':
        return this.add(program, { op: 'one', test: pattern.test });
      case 'sequence':
        for (const part of pattern.parts) this.write(part, program);
        return;
      case 'choice':
        return this.writeChoice(pattern.options, program);
      case 'group':
        this.add(program, { op: 'save', register: pattern.index * 2 });
        this.write(pattern.body, program);
        return this.add(program, { op: 'save', register: pattern.index * 2 + 1 });
      case 'repeat':
        return this.writeRepeat(pattern, program);
      case 'again':
        return this.add(program, { op: 'again', group: pattern.group, ignoreCase: pattern.ignoreCase });
      case 'assertion':
        return this.add(program, { op: 'assert', assertion: pattern.assertion });
      case 'look': {
        const back = pattern.isBehind ? (widthOf(pattern.body) ?? 0) : 0;
        return this.add(program, { op: 'look', program: this.whole(pattern.body), back, isNegated: pattern.isNegated });
      }
      case 'atomic':
        return this.add(program, { op: 'atomic', program: this.whole(pattern.body) });
      case 'condition':
        return this.writeCondition(pattern, program);
    }
  }

  private writeChoice(options: readonly Pattern[], program: Instruction[]): void {
    const jumps: { op: 'jump'; to: number }[] = [];
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) {
        this.write(option, program);
        break;
      }
      const split: Instruction = { op: 'split', to: program.length + 1, or: 0 };
      this.add(program, split);
      this.write(option, program);
      const jump: Instruction & { op: 'jump' } = { op: 'jump', to: 0 };
      this.add(program, jump);
      jumps.push(jump);
      split.or = program.length;
    }
    for (const jump of jumps) jump.to = program.length;
  }

  private writeCondition(pattern: Extract<Pattern, { kind: 'condition' }>, program: Instruction[]): void {
    const condition: Instruction & { op: 'condition' } = { op: 'condition', group: pattern.group, or: 0 };
    this.add(program, condition);
    this.write(pattern.yes, program);
    const jump: Instruction & { op: 'jump' } = { op: 'jump', to: 0 };
    this.add(program, jump);
    condition.or = program.length;
    this.write(pattern.no, program);
    jump.to = program.length;
  }

  private writeRepeat(pattern: Extract<Pattern, { kind: 'repeat' }>, program: Instruction[]): void {
    const { body, minimum, maximum, mode } = pattern;
    if (mode === 'possessive') {
      const greedy: Pattern = { ...pattern, mode: 'greedy' };
      return this.write({ kind: 'atomic', body: greedy }, program);
    }
    const isLazy = mode === 'lazy';
    if (body.kind === 'one') return this.add(program, { op: 'many', test: body.test, minimum, maximum, isLazy });
    for (let count = 0; count < minimum; count++) this.write(body, program);
    if (maximum === Number.POSITIVE_INFINITY) return this.writeLoop(body, isLazy, program);
    const splits: (Instruction & { op: 'split' })[] = [];
    for (let count = minimum; count < maximum; count++) {
      splits.push(this.writeSplit(program));
      this.write(body, program);
    }
    for (const split of splits) close(split, program.length, isLazy);
  }

  /** A round that matches nothing ends the loop: it would go on for ever. */
  private writeLoop(body: Pattern, isLazy: boolean, program: Instruction[]): void {
    const register = this.registerCount++;
    const start = program.length;
    const split = this.writeSplit(program);
    this.add(program, { op: 'save', register });
    this.write(body, program);
    this.add(program, { op: 'progress', register, to: start });
    close(split, program.length, isLazy);
  }

  private writeSplit(program: Instruction[]): Instruction & { op: 'split' } {
    const split: Instruction & { op: 'split' } = { op: 'split', to: program.length + 1, or: 0 };
    this.add(program, split);
    return split;
  }
}

function close(split: Instruction & { op: 'split' }, end: number, isLazy: boolean): void {
  split.or = end;
  if (isLazy) [split.to, split.or] = [split.or, split.to];
}
