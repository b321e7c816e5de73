import { Collection, type Inner } from './Inner.ts';

/** What is produced when asked for, once: a second walk goes on where the first one stopped. */
export class Stream extends Collection {
  constructor(private readonly source: Iterator<Inner>) {
    super();
  }

  [Symbol.iterator](): Iterator<Inner> {
    // Without `return`: leaving a loop early must not end the stream.
    return { next: () => this.next() };
  }

  next(): IteratorResult<Inner> {
    return this.source.next();
  }

  override repr(): string {
    return '<generator object>';
  }
}

/** A stream that remembers what it gave, so that each walk starts at the beginning. */
export class Remembered extends Stream {
  private readonly given: Inner[] = [];

  constructor(
    private readonly inner: Iterator<Inner>,
    private readonly onKept: () => void,
  ) {
    super(inner);
  }

  override *[Symbol.iterator](): Iterator<Inner> {
    for (let index = 0; ; index++) {
      if (index >= this.given.length) {
        const { done, value } = this.inner.next();
        if (done) return;
        this.onKept();
        this.given.push(value as Inner);
      }
      yield this.given[index] as Inner;
    }
  }
}
