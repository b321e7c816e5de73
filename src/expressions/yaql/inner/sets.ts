import { Failure } from '../../Failure.ts';
import { valuesEqual } from '../../values/equality.ts';
import { hashOf, hashOfAll, hashOfUnordered } from './hash.ts';
import { Collection, type Inner } from './Inner.ts';
import type { Mapping } from './Mapping.ts';
import { tuple } from './Sequence.ts';
import { inSetOrder } from './setOrder.ts';

/** What can be asked whether it has a member: sets, and the keys and items of a dictionary. */
export abstract class SetLike extends Collection {
  abstract readonly size: number;
  abstract has(value: Inner): boolean;

  override get isTruthy(): boolean {
    return this.size > 0;
  }

  override equals(other: unknown): boolean {
    return other instanceof SetLike && other.size === this.size && this.isWithin(other);
  }

  isWithin(other: SetLike): boolean {
    for (const value of this) if (!other.has(value)) return false;
    return true;
  }
}

/** Python's frozenset: integers in the order of its hash table, all else, whose order changes there, as it came. */
export class FrozenSet extends SetLike {
  private readonly members = new Map<unknown, Inner>();
  private ordered: readonly Inner[] | undefined;

  constructor(values: Iterable<Inner>) {
    super();
    for (const value of values) {
      const hash = hashOf(value);
      if (!this.members.has(hash)) this.members.set(hash, value);
    }
  }

  get size(): number {
    return this.members.size;
  }

  has(value: Inner): boolean {
    return this.members.has(hashOf(value));
  }

  [Symbol.iterator](): Iterator<Inner> {
    this.ordered ??= inSetOrder([...this.members.values()]);
    return this.ordered[Symbol.iterator]();
  }

  override hash(): unknown {
    return hashOfUnordered('s', this.members.keys());
  }

  override repr(write: (value: unknown) => string): string {
    return this.size === 0 ? 'frozenset()' : `frozenset({${Array.from(this, write).join(', ')}})`;
  }
}

/** `dict.keys()` and `dict.items()`: sets, but without the methods of one. */
export class DictionaryView extends SetLike {
  constructor(
    private readonly mapping: Mapping,
    private readonly kind: 'Keys' | 'Items',
  ) {
    super();
  }

  get size(): number {
    return this.mapping.size;
  }

  has(value: Inner): boolean {
    if (this.kind === 'Keys') return this.mapping.has(value);
    const pair = value instanceof Collection || typeof value === 'string' ? [...value] : [];
    if (pair.length !== 2) throw new Failure('Only a pair of a key and a value can be an item of a dictionary');
    const [key, wanted] = pair as [Inner, Inner];
    const found = this.mapping.get(key);
    return found !== undefined && valuesEqual(found, wanted);
  }

  *[Symbol.iterator](): Iterator<Inner> {
    if (this.kind === 'Keys') yield* this.mapping.keys();
    else for (const [key, value] of this.mapping.entries()) yield tuple([key, value]);
  }

  override hash(): unknown {
    throw new Failure('The view of a dictionary cannot be a key');
  }

  override repr(write: (value: unknown) => string): string {
    return `${this.kind}View(${write(this.mapping)})`;
  }
}

/** `dict.values()`: neither a list nor a set. */
export class ValuesView extends Collection {
  constructor(private readonly mapping: Mapping) {
    super();
  }

  *[Symbol.iterator](): Iterator<Inner> {
    for (const [, value] of this.mapping.entries()) yield value;
  }

  override get isTruthy(): boolean {
    return this.mapping.size > 0;
  }

  override hash(): unknown {
    return hashOfAll('v', [this.mapping]);
  }

  override repr(write: (value: unknown) => string): string {
    return `ValuesView(${write(this.mapping)})`;
  }
}
