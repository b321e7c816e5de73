import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { dataPathOf, isPostmasterOf } from './Cluster.ts';
import { urlOf } from './connect.ts';
import { readPostmasterFile } from './postmasterFile.ts';

/** The address of the server that a service runs on a data directory at the moment; `undefined` where none does. */
export function runningPostgres(dataDir: string): string | undefined {
  const link = join(dataDir, 'postgres');
  if (!existsSync(link)) return undefined;
  const dataPath = dataPathOf(realpathSync(link));
  const file = readPostmasterFile(dataPath);
  const isRunning = file?.socketFolder && isPostmasterOf(dataPath, file.pid);
  return isRunning ? urlOf(file.socketFolder) : undefined;
}
