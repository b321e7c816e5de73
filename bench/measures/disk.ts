import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../statistics.ts';

const PAGE = Buffer.alloc(4096, 1);
const TMPFS = 0x01021994;

/** What a commit waits for: the median of writing 4 KB into a file that has its space already, and `fdatasync`. */
export function measureSync(folder: string, count: number): number {
  const path = join(folder, 'sync-probe');
  const file = openSync(path, 'w');
  try {
    for (let page = 0; page < count; page++) writeSync(file, PAGE);
    fsyncSync(file);
    return median(Array.from({ length: count }, (_, page) => syncPage(file, page)));
  } finally {
    closeSync(file);
    rmSync(path);
  }
}

/** In memory nothing is ever waited for, and the times say nothing of a disk. */
export function isInMemory(folder: string): boolean {
  return statfsSync(folder).type === TMPFS;
}

function syncPage(file: number, page: number): number {
  const begunMs = performance.now();
  writeSync(file, PAGE, 0, PAGE.length, page * PAGE.length);
  fdatasyncSync(file);
  return performance.now() - begunMs;
}
