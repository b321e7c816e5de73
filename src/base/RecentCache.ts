interface Entry<Item> {
  readonly item: Item;
  readonly size: number;
}

/** Remembers what costs effort to make, up to a total size; what was not looked at for longest is forgotten first. */
export class RecentCache<Key, Item> {
  private readonly entries = new Map<Key, Entry<Item>>();
  private size = 0;

  /** `limit` is in the unit in which the sizes of the items are given. */
  constructor(private readonly limit: number) {}

  get(key: Key): Item | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.item;
  }

  /** What is larger than everything may be together is not remembered. */
  set(key: Key, item: Item, size: number): void {
    this.forget(key);
    if (size > this.limit) return;
    this.entries.set(key, { item, size });
    this.size += size;
    for (const oldest of this.entries.keys()) {
      if (this.size <= this.limit) return;
      this.forget(oldest);
    }
  }

  private forget(key: Key): void {
    this.size -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }
}
