import { Failure } from '../../Failure.ts';
import { hashOfAll } from './hash.ts';
import { Collection, type Inner } from './Inner.ts';

/**
 * A list. YAQL knows two kinds, which differ in what they equal and whether they can be keys: the frozen one, of literals and
 * of the context's lists (Python's tuple), and the other, of functions and services (Python's list).
 */
export abstract class Sequence extends Collection {
  abstract readonly isFrozen: boolean;
  abstract readonly length: number;
  abstract at(index: number): Inner;
  abstract slice(start: number, end?: number): Sequence;

  *[Symbol.iterator](): Iterator<Inner> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }

  override get isTruthy(): boolean {
    return this.length > 0;
  }

  override repr(write: (value: unknown) => string): string {
    const items = Array.from(this, write).join(', ');
    if (!this.isFrozen) return `[${items}]`;
    return this.length === 1 ? `(${items},)` : `(${items})`;
  }

  override equals(other: unknown, same: (left: unknown, right: unknown) => boolean): boolean {
    if (!(other instanceof Sequence) || other.isFrozen !== this.isFrozen || other.length !== this.length) return false;
    for (let index = 0; index < this.length; index++) if (!same(this.at(index), other.at(index))) return false;
    return true;
  }

  override hash(): unknown {
    if (!this.isFrozen) throw new Failure('A list of this kind cannot be a key');
    return hashOfAll('t', this);
  }
}

/** A list that an expression has made. */
export class MadeSequence extends Sequence {
  constructor(
    readonly items: readonly Inner[],
    readonly isFrozen: boolean,
  ) {
    super();
  }

  get length(): number {
    return this.items.length;
  }

  at(index: number): Inner {
    return this.items[index] as Inner;
  }

  slice(start: number, end?: number): Sequence {
    return new MadeSequence(this.items.slice(start, end), this.isFrozen);
  }

  override [Symbol.iterator](): Iterator<Inner> {
    return this.items[Symbol.iterator]();
  }
}

/** Python's tuple. */
export function tuple(items: readonly Inner[]): Sequence {
  return new MadeSequence(items, true);
}

/** Python's list. */
export function list(items: readonly Inner[]): Sequence {
  return new MadeSequence(items, false);
}
