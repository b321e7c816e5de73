import { Named, type Thing } from './Thing.ts';

/** A set. Only the difference of two dictionary views makes one. */
export class ThingSet extends Named {
  readonly typeName = 'set';

  constructor(readonly items: readonly Thing[]) {
    super();
  }

  override repr(write: (value: unknown) => string): string {
    return this.items.length === 0 ? 'set()' : `{${this.items.map(write).join(', ')}}`;
  }

  override get isTruthy(): boolean {
    return this.items.length > 0;
  }

  override equals(other: unknown, same: (left: unknown, right: unknown) => boolean): boolean {
    if (!(other instanceof ThingSet) || other.items.length !== this.items.length) return false;
    return this.items.every((item) => other.items.some((candidate) => same(item, candidate)));
  }
}
