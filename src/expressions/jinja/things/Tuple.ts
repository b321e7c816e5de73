import { Named, type Thing } from './Thing.ts';

/** Python's tuple: it prints with round brackets, may be a key, and is never equal to a list. */
export class Tuple extends Named {
  readonly typeName = 'tuple';

  /** `names`: the members that can also be had by name. */
  constructor(
    readonly items: readonly Thing[],
    readonly names: readonly string[] = [],
  ) {
    super();
  }

  override repr(write: (value: unknown) => string): string {
    const parts = this.items.map(write);
    return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`;
  }

  override get isTruthy(): boolean {
    return this.items.length > 0;
  }

  override equals(other: unknown, same: (left: unknown, right: unknown) => boolean): boolean {
    if (!(other instanceof Tuple) || other.items.length !== this.items.length) return false;
    return this.items.every((item, index) => same(item, other.items[index]));
  }
}
