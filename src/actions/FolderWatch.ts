import { type FSWatcher, watch } from 'node:fs';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** Editors write a file in several steps, and people save several files: it is over when nothing has happened for this long. */
const QUIET_MS = 200;

/** Notices that something changes in some folders, and lets it be dealt with once it has come to rest. */
export class FolderWatch {
  private readonly watchers = new Map<string, FSWatcher>();
  private timer: NodeJS.Timeout | undefined;
  private under: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly onChange: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  /** Watches these folders from now on, and no others; what is below them is not watched. */
  async follow(folders: readonly string[]): Promise<void> {
    if (this.isClosed) return;
    const wanted = new Set(folders);
    for (const [folder, watcher] of this.watchers) if (!wanted.has(folder)) this.leave(folder, watcher);
    for (const folder of wanted) if (!this.watchers.has(folder)) this.add(folder);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    for (const [folder, watcher] of this.watchers) this.leave(folder, watcher);
  }

  private add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.stir());
      watcher.on('error', () => this.leave(folder, watcher));
      this.watchers.set(folder, watcher);
    } catch (error) {
      this.log.warn({ folder, error: messageOf(error) }, 'a folder of plugins cannot be watched');
    }
  }

  private leave(folder: string, watcher: FSWatcher): void {
    watcher.close();
    this.watchers.delete(folder);
  }

  private stir(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.under = this.under.then(() => this.settle());
    }, QUIET_MS);
  }

  private async settle(): Promise<void> {
    if (this.isClosed) return;
    await this.onChange().catch((error: unknown) =>
      this.log.warn({ error: messageOf(error) }, 'looking for changed plugins failed'),
    );
  }
}
