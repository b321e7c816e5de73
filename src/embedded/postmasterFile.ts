import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server writes down in its data directory (`postmaster.pid`). */
export interface PostmasterFile {
  readonly pid: number;
  /** Empty while the server has not got that far. */
  readonly socketFolder: string;
}

export function postmasterFilePath(dataPath: string): string {
  return join(dataPath, 'postmaster.pid');
}

export function readPostmasterFile(dataPath: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(postmasterFilePath(dataPath), 'utf8').split('\n');
    return { pid: Number(lines[0]), socketFolder: lines[4]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}
