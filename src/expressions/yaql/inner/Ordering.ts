import { Collection, type Inner } from './Inner.ts';

/** One level of an order: what to compare by, and which way. */
export interface OrderLevel {
  readonly key: (item: Inner) => Inner;
  readonly isAscending: boolean;
}

/** The result of `orderBy`: sorted when first walked over, so that `thenBy` can still refine it. */
export class Ordering extends Collection {
  private readonly levels: OrderLevel[] = [];
  private sorted: readonly Inner[] | undefined;

  constructor(
    private readonly items: Iterable<Inner>,
    private readonly compare: (left: Inner, right: Inner) => number,
  ) {
    super();
  }

  add(level: OrderLevel): this {
    this.levels.push(level);
    return this;
  }

  [Symbol.iterator](): Iterator<Inner> {
    this.sorted ??= this.sort();
    return this.sorted[Symbol.iterator]();
  }

  override repr(): string {
    return '<ordering object>';
  }

  /** Each key is worked out once, and only where two items are compared by it. */
  private sort(): Inner[] {
    const entries = Array.from(this.items, (item) => ({ item, keys: [] as (Inner | undefined)[] }));
    const keyOf = (entry: (typeof entries)[number], level: number): Inner => {
      entry.keys[level] ??= (this.levels[level] as OrderLevel).key(entry.item);
      return entry.keys[level];
    };
    entries.sort((left, right) => {
      for (const [index, { isAscending }] of this.levels.entries()) {
        const order = this.compare(keyOf(left, index), keyOf(right, index));
        if (order !== 0) return isAscending ? order : -order;
      }
      return 0;
    });
    return entries.map(({ item }) => item);
  }
}
