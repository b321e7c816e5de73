import type { Steps } from '../Limits.ts';
import { isWordCharacter, lowerCase } from './characters.ts';
import type { CompiledPattern, Instruction, Program } from './compile.ts';
import type { AssertionKind } from './nodes.ts';

/** A text as code points. */
export type Codes = ArrayLike<number>;
/** Where groups start and end, −1 where they took no part; group 0 is the whole. */
export type Registers = readonly number[];

/** As many of the matcher's small steps make one of the budget's. */
const STEPS_PER_BUDGET_STEP = 2;
/** What is kept to come back to costs more, in small steps. */
const KEPT_STEPS = 5;
/** Small steps are told to the budget in portions. */
const STEPS_PER_ACCOUNT = 64;

/** A place to go back to: with `least`/`most`, one for each of several lengths. */
interface Alternative {
  readonly at: number;
  readonly registers: Registers;
  position: number;
  readonly last: number;
  readonly direction: -1 | 0 | 1;
}

/**
 * Matches by backtracking, on a stack of its own and with its steps counted: a pattern that would run for ever ends with an
 * error instead.
 */
export class Matcher {
  private steps = 0;

  constructor(
    private readonly compiled: CompiledPattern,
    private readonly codes: Codes,
    private readonly budget: Steps,
  ) {}

  /** The first match that starts at `from` or later. With `mustAdvance` it may not be empty at `from`. */
  search(from: number, mustAdvance = false): Registers | undefined {
    for (let start = from; start <= this.codes.length; start++) {
      const found = this.matchAt(start, mustAdvance && start === from);
      if (found) return found;
    }
    return undefined;
  }

  private matchAt(start: number, mustAdvance: boolean): Registers | undefined {
    const registers = new Array<number>(this.compiled.registerCount).fill(-1);
    registers[0] = start;
    return this.run(this.compiled.program, start, registers, mustAdvance ? start : -1);
  }

  /** The registers after a match, the end of it in register 1. */
  private run(program: Program, start: number, initial: Registers, notAt: number): Registers | undefined {
    const stack: Alternative[] = [];
    let registers = initial;
    let position = start;
    let at = 0;
    for (;;) {
      this.count();
      const instruction = program[at] as Instruction;
      let isOk = true;
      switch (instruction.op) {
        case 'one':
          isOk = position < this.codes.length && instruction.test(this.codes[position] as number);
          position++;
          at++;
          break;
        case 'many': {
          const most = this.reach(instruction, position);
          const least = position + instruction.minimum;
          isOk = most >= least;
          if (isOk) {
            const { isLazy } = instruction;
            at++;
            position = isLazy ? least : most;
            const last = isLazy ? most : least;
            if (position !== last) stack.push({ at, registers, position, last, direction: isLazy ? 1 : -1 });
          }
          break;
        }
        case 'split':
          this.count(KEPT_STEPS);
          stack.push({ at: instruction.or, registers, position, last: position, direction: 0 });
          at = instruction.to;
          break;
        case 'jump':
          at = instruction.to;
          break;
        case 'save':
          this.count(KEPT_STEPS);
          registers = withRegister(registers, instruction.register, position);
          at++;
          break;
        case 'progress':
          at = registers[instruction.register] === position ? at + 1 : instruction.to;
          break;
        case 'assert':
          isOk = this.holds(instruction.assertion, position);
          at++;
          break;
        case 'again': {
          const end = this.repeatsAt(registers, instruction.group, position, instruction.ignoreCase);
          isOk = end >= 0;
          position = end;
          at++;
          break;
        }
        case 'look': {
          const from = position - instruction.back;
          const found = from < 0 ? undefined : this.run(instruction.program, from, registers, -1);
          isOk = (found !== undefined) !== instruction.isNegated;
          if (found && isOk) registers = found;
          at++;
          break;
        }
        case 'atomic': {
          const found = this.run(instruction.program, position, registers, -1);
          isOk = found !== undefined;
          if (found) {
            position = found[1] as number;
            registers = found;
          }
          at++;
          break;
        }
        case 'condition':
          at = (registers[instruction.group * 2 + 1] as number) >= 0 ? at + 1 : instruction.or;
          break;
        case 'match':
          if (position !== notAt) return withRegister(registers, 1, position);
          isOk = false;
      }
      if (isOk) continue;
      const alternative = stack.at(-1);
      if (!alternative) return undefined;
      if (alternative.direction !== 0) alternative.position += alternative.direction;
      if (alternative.position === alternative.last) stack.pop();
      ({ at, registers, position } = alternative);
    }
  }

  private reach({ test, maximum }: Extract<Instruction, { op: 'many' }>, from: number): number {
    const limit = Math.min(this.codes.length, from + maximum);
    let end = from;
    while (end < limit && test(this.codes[end] as number)) {
      this.count();
      end++;
    }
    return end;
  }

  private repeatsAt(registers: Registers, group: number, position: number, ignoreCase: boolean): number {
    const [from, to] = [registers[group * 2] as number, registers[group * 2 + 1] as number];
    if (from < 0 || to < 0 || position + to - from > this.codes.length) return -1;
    for (let offset = 0; offset < to - from; offset++) {
      this.count();
      const [a, b] = [this.codes[from + offset] as number, this.codes[position + offset] as number];
      if (a !== b && !(ignoreCase && lowerCase(a) === lowerCase(b))) return -1;
    }
    return position + to - from;
  }

  private holds(assertion: AssertionKind, position: number): boolean {
    const { codes } = this;
    switch (assertion) {
      case 'start':
        return position === 0;
      case 'lineStart':
        return position === 0 || codes[position - 1] === 10;
      case 'end':
        return position === codes.length;
      case 'lineEnd':
        return position === codes.length || codes[position] === 10;
      case 'endBeforeBreak':
        return position === codes.length || (position === codes.length - 1 && codes[position] === 10);
      case 'wordEdge':
        return this.isWordAt(position - 1) !== this.isWordAt(position);
      case 'noWordEdge':
        return this.isWordAt(position - 1) === this.isWordAt(position) && codes.length > 0;
    }
  }

  private isWordAt(position: number): boolean {
    return position >= 0 && position < this.codes.length && isWordCharacter(this.codes[position] as number);
  }

  private count(steps = 1): void {
    this.steps += steps;
    if (this.steps < STEPS_PER_ACCOUNT) return;
    this.budget.step(Math.ceil(this.steps / STEPS_PER_BUDGET_STEP));
    this.steps = 0;
  }
}

function withRegister(registers: Registers, register: number, value: number): Registers {
  const changed = registers.slice();
  changed[register] = value;
  return changed;
}
