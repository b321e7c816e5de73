/**
 * A stream that ends as soon as whoever consumes it leaves. A generator that waits hears of being left only when its wait is over:
 * so `items` is given a signal for that.
 */
export function leavable<Item>(
  items: (signal: AbortSignal) => AsyncGenerator<Item, void, undefined>,
): AsyncIterableIterator<Item> {
  const leaving = new AbortController();
  const generator = items(leaving.signal);
  return {
    next: () => generator.next(),
    return: () => {
      leaving.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
