/**
 * Combines what is asked for at the same time, without ever waiting for more: idle → run at once, busy → collect.
 *
 * Latency at rest is that of a single call, and under load batches form by themselves (natural batching). One batch is in
 * flight at a time; the next takes up to `limit` of what has gathered.
 */
export class Batcher<Item, Result> {
  private waiting: { item: Item; resolve: (result: Result) => void; reject: (reason: unknown) => void }[] = [];
  private isBusy = false;
  private idle: (() => void)[] = [];

  /** `run` answers with one result for each item, in order; it rejects only when the whole batch has failed. */
  constructor(
    private readonly run: (items: Item[]) => Promise<readonly (Result | Error)[]>,
    private readonly limit: number,
  ) {}

  /** Settles with this item's own result: an `Error` in its place rejects this item alone. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.isBusy) this.next();
    });
  }

  /** Resolves once nothing is waiting or in flight. */
  drained(): Promise<void> {
    if (!this.isBusy) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private next(): void {
    this.isBusy = true;
    // A macrotask, so that everything asked for in this tick travels together.
    setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    const batch = this.waiting.splice(0, this.limit);
    try {
      const results = await this.run(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => {
        const result = results[index] as Result | Error;
        if (result instanceof Error) entry.reject(result);
        else entry.resolve(result);
      });
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
    if (this.waiting.length > 0) return this.next();
    this.isBusy = false;
    for (const wake of this.idle.splice(0)) wake();
  }
}
