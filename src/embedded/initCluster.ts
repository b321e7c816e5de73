import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../base/errors.ts';
import { giveTo } from './account.ts';
import { type Cluster, USER } from './Cluster.ts';
import { runProgram } from './runProgram.ts';

const DRAFT = 'data.new-';

/**
 * Makes the data directory unless there is one. It gets its name only when complete: what an interrupted attempt left is thrown
 * away, and cannot be mistaken for a cluster.
 */
export async function initCluster(cluster: Cluster): Promise<void> {
  removeDrafts(cluster);
  if (existsSync(cluster.dataPath)) checkVersion(cluster);
  else await makeData(cluster);
}

async function makeData(cluster: Cluster): Promise<void> {
  const draft = mkdtempSync(join(cluster.place.path, DRAFT));
  chmodSync(draft, 0o700);
  giveTo(cluster.account, draft);
  await runProgram(cluster.binaries.initdb, ['--pgdata', draft, ...INITDB], cluster.account);
  renameSync(draft, cluster.dataPath);
}

// The built-in locale is the same on every machine. Nobody but the account gets at the socket, so no password is needed.
const INITDB: readonly string[] = [
  ...['--username', USER, '--auth', 'trust', '--no-instructions'],
  ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
];

function removeDrafts(cluster: Cluster): void {
  for (const name of readdirSync(cluster.place.path)) {
    if (!name.startsWith(DRAFT)) continue;
    // An initdb whose caller was killed may still be writing into it; it ends when its folder goes.
    rmSync(join(cluster.place.path, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function checkVersion(cluster: Cluster): void {
  const ours = cluster.binaries.majorVersion;
  const versionFile = join(cluster.dataPath, 'PG_VERSION');
  const found = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'unknown';
  if (found === ours) return;
  throw new StartupError(
    `The data in ${cluster.dataPath} is of PostgreSQL ${found} and the embedded one is ${ours}: move it over with pg_dump, or choose another --data-dir.`,
  );
}
