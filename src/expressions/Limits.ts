import { LimitError } from '../base/errors.ts';
import { Failure } from './Failure.ts';

/** How much one evaluation may cost. Counted, not timed, so that the same expression ends the same way everywhere. */
export interface Limits {
  /**
   * Units of work, none of which should take longer than a tenth of a microsecond: an item of a stream is 1, a call 16. As many
   * as the default hold the event loop for about 100 ms.
   */
  readonly steps: number;
  /** Characters of one text. */
  readonly textLength: number;
  /** Characters of all texts made on the way. */
  readonly textTotal: number;
  /** Elements of all lists, sets and dictionaries made on the way. */
  readonly elements: number;
  /** Bytes of the result, as JSON would about have them, when the expression has built it rather than picked it. */
  readonly resultBytes: number;
  /** Bits of one integer. */
  readonly integerBits: number;
  /** Calls within calls. */
  readonly depth: number;
}

export const DEFAULT_LIMITS: Limits = {
  steps: 1_000_000,
  textLength: 4 << 20,
  textTotal: 12 << 20,
  elements: 250_000,
  resultBytes: 16 << 20,
  integerBits: 1 << 14,
  depth: 200,
};

/** Tokens of one expression or template: reading more would take too long. */
export const MOST_TOKENS = 20_000;

const CHARACTERS_PER_STEP = 16;

/** What is left of the limits while an expression is evaluated. One template shares one budget over all its expressions. */
export class Budget {
  private steps = 0;
  private elements = 0;
  private text = 0;
  private depth = 0;

  constructor(readonly limits: Limits) {}

  /** Counts work done. */
  step(count = 1): void {
    this.steps += count;
    if (this.steps > this.limits.steps) {
      throw new LimitError('The work of an expression', this.limits.steps, this.steps, 'steps');
    }
  }

  /** Counts elements put into a new collection. */
  element(count = 1): void {
    this.step(count);
    this.elements += count;
    if (this.elements > this.limits.elements) {
      throw new LimitError('What an expression builds', this.limits.elements, this.elements, 'elements');
    }
  }

  /** Counts a new text; ask before making it where its length is known. */
  textOf(length: number): void {
    this.text += length;
    if (length > this.limits.textLength) {
      throw new LimitError('A text in an expression', this.limits.textLength, length, 'characters');
    }
    if (this.text > this.limits.textTotal) {
      throw new LimitError('The text an expression builds', this.limits.textTotal, this.text, 'characters');
    }
  }

  /** Counts the work of going through a text that is there already. */
  reading(length: number): void {
    if (length >= CHARACTERS_PER_STEP) this.step(Math.ceil(length / CHARACTERS_PER_STEP));
  }

  /** Refuses an integer of that many bits, and counts the work of making it. */
  bits(count: number): void {
    if (count > 1024) this.step(Math.min(count, this.limits.integerBits) >> 3);
    if (count > this.limits.integerBits) {
      throw new LimitError('An integer in an expression', this.limits.integerBits, Math.ceil(count), 'bits');
    }
  }

  /** Runs something one level deeper: our own stack must not overflow. */
  nested<T>(run: () => T): T {
    this.enter();
    try {
      return run();
    } finally {
      this.leave();
    }
  }

  enter(): void {
    if (++this.depth > this.limits.depth) throw new Failure('Nested too deeply');
  }

  leave(): void {
    this.depth--;
  }
}

/** The part of a `Budget` that long walks over values need. */
export interface Steps {
  step(count?: number): void;
}
