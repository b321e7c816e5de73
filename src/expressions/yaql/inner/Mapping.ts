import { Failure } from '../../Failure.ts';
import { hashOf, hashOfAll, hashOfUnordered } from './hash.ts';
import { type Inner, Kept } from './Inner.ts';

/** A dictionary; the frozen ones can themselves be keys. */
export abstract class Mapping extends Kept {
  abstract readonly isFrozen: boolean;
  abstract readonly size: number;
  abstract get(key: Inner): Inner | undefined;
  abstract keys(): Iterable<Inner>;
  abstract entries(): Iterable<readonly [Inner, Inner]>;

  has(key: Inner): boolean {
    return this.get(key) !== undefined;
  }

  override get isTruthy(): boolean {
    return this.size > 0;
  }

  override repr(write: (value: unknown) => string): string {
    return `{${Array.from(this.entries(), ([key, value]) => `${write(key)}: ${write(value)}`).join(', ')}}`;
  }

  override equals(other: unknown, same: (left: unknown, right: unknown) => boolean): boolean {
    if (!(other instanceof Mapping) || other.size !== this.size) return false;
    for (const [key, value] of this.entries()) {
      const counterpart = other.get(key);
      if (counterpart === undefined || !same(value, counterpart)) return false;
    }
    return true;
  }

  override hash(): unknown {
    if (!this.isFrozen) throw new Failure('A dictionary of this kind cannot be a key');
    return hashOfUnordered(
      'd',
      Array.from(this.entries(), (entry) => hashOfAll('t', entry)),
    );
  }
}

/** A dictionary that an expression has made. */
export class MadeMapping extends Mapping {
  private readonly members = new Map<unknown, [Inner, Inner]>();

  constructor(
    entries: Iterable<readonly [Inner, Inner]>,
    readonly isFrozen: boolean,
  ) {
    super();
    for (const [key, value] of entries) this.put(key, value);
  }

  get size(): number {
    return this.members.size;
  }

  get(key: Inner): Inner | undefined {
    return this.members.get(hashOf(key))?.[1];
  }

  keys(): Iterable<Inner> {
    return this.members.values().map(([key]) => key);
  }

  entries(): Iterable<readonly [Inner, Inner]> {
    return this.members.values();
  }

  /** As in Python, of equal keys the first stays and the last value counts. */
  private put(key: Inner, value: Inner): void {
    const hash = hashOf(key);
    const known = this.members.get(hash);
    if (known) known[1] = value;
    else this.members.set(hash, [key, value]);
  }
}
