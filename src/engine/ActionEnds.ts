import { Batcher } from '../base/Batcher.ts';
import type { Id } from '../base/ids.ts';
import type { ActionStore } from '../persistence/ActionStore.ts';

const BATCH_LIMIT = 256;
/** A wake-up may be lost: then this is how late an end is noticed. */
const BACKSTOP_MS = 500;

/** Waits for the ends of actions that run alone, in whatever process. Who waits at the same time shares a statement. */
export class ActionEnds {
  private readonly looks: Batcher<Id, boolean>;
  private news = Promise.withResolvers<void>();
  private isClosed = false;

  constructor(store: ActionStore) {
    this.looks = new Batcher(async (ids) => {
      const open = new Set(await store.openOf(ids));
      return ids.map((id) => !open.has(id));
    }, BATCH_LIMIT);
  }

  /** There may be results. */
  wake(): void {
    const { resolve } = this.news;
    this.news = Promise.withResolvers();
    resolve();
  }

  /** Whether an action has ended, at the latest after this time. */
  async wait(id: Id, seconds: number): Promise<boolean> {
    const deadlineMs = performance.now() + seconds * 1000;
    for (;;) {
      // Taken before looking: what happens in between is news.
      const news = this.news.promise;
      if (await this.looks.add(id)) return true;
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0 || this.isClosed) return false;
      await either(news, Math.min(leftMs, BACKSTOP_MS));
    }
  }

  /** Lets everybody go who waits, now and from now on. */
  close(): void {
    this.isClosed = true;
    this.wake();
  }
}

/** Resolves with the news, or after a time. */
function either(news: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void news.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
