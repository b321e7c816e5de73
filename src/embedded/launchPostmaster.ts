import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../base/errors.ts';
import { spawnAs } from './account.ts';
import type { Cluster } from './Cluster.ts';
import { comesUp } from './connect.ts';
import type { Postmaster } from './Postmaster.ts';
import { postmasterFilePath } from './postmasterFile.ts';
import { CLEAN_ENVIRONMENT, cannotRun, complaintIn } from './runProgram.ts';
import { settingsFor } from './settings.ts';

const LINGER_MS = 10_000;
const LONGEST_LOG_BYTES = 10 * 1024 * 1024;

/** Starts the server in a session of its own, so that Ctrl-C does not stop it ahead of our drain. */
export async function launchPostmaster(cluster: Cluster, socketFolder: string): Promise<Postmaster> {
  await clearRemains(cluster);
  const file = cluster.binaries.postgres;
  const log = openLog(cluster.logPath);
  const child = spawn(file, ['-D', cluster.dataPath, ...settingsFor(cluster, socketFolder)], {
    cwd: '/',
    detached: true,
    env: CLEAN_ENVIRONMENT,
    stdio: ['ignore', log.file, log.file],
    ...spawnAs(cluster.account),
  });
  closeSync(log.file);
  child.unref();
  let failure: Error | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const isAlive = () => !failure && child.exitCode === null && child.signalCode === null;
  if (await comesUp(socketFolder, isAlive, 60_000))
    return { pid: child.pid as number, socketFolder, isAdopted: false, ended, isAlive };
  child.kill('SIGQUIT');
  if (failure) throw cannotRun(file, failure);
  throw new StartupError(`PostgreSQL did not start: ${complaintSince(cluster.logPath, log.from)} [${cluster.logPath}]`);
}

/**
 * A file left by a server that was killed. PostgreSQL sees through it, but not while the dead process is a zombie, nor when
 * another process has got its id; and what outlived the server for a moment has to be gone before the file goes.
 */
async function clearRemains(cluster: Cluster): Promise<void> {
  if (!existsSync(postmasterFilePath(cluster.dataPath))) return;
  const untilMs = Date.now() + LINGER_MS;
  while (cluster.isBusy() && Date.now() < untilMs) await delay(50);
  if (cluster.isBusy())
    throw new StartupError(`Processes of a former server still work on ${cluster.dataPath}: stop them.`);
  rmSync(postmasterFilePath(cluster.dataPath), { force: true });
}

function openLog(path: string): { file: number; from: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LONGEST_LOG_BYTES) renameSync(path, `${path}.old`);
  return { file: openSync(path, 'a', 0o600), from: size > LONGEST_LOG_BYTES ? 0 : size };
}

function complaintSince(path: string, from: number): string {
  return complaintIn(readFileSync(path).subarray(from).toString()) ?? 'it said nothing';
}
