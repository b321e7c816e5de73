/**
 * A value that only a language knows while it evaluates: a set, a moment, a generator. It never leaves the evaluator; the
 * functions on values ask it for what Python would do with it.
 */
export abstract class Opaque {
  /** As Python's `repr` shows it, alone and inside collections. */
  abstract repr(write: (value: unknown) => string): string;

  /** As Python's `str` shows it. */
  text(write: (value: unknown) => string): string {
    return this.repr(write);
  }

  get isTruthy(): boolean {
    return true;
  }

  equals(other: unknown, _same: (left: unknown, right: unknown) => boolean): boolean {
    return this === other;
  }
}
