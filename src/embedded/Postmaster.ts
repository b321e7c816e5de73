import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, StartupError } from '../base/errors.ts';
import { spawnAs } from './account.ts';
import type { Cluster } from './Cluster.ts';
import { comesUp } from './connect.ts';
import { postmasterFilePath, readPostmasterFile } from './postmasterFile.ts';
import { CLEAN_ENVIRONMENT, cannotRun, complaintIn } from './runProgram.ts';
import { settingsFor } from './settings.ts';
import { makeSocketFolder, removeSocketFolder } from './socketFolder.ts';

const LOOK_MS = 500;
const LINGER_MS = 10_000;
const LONGEST_LOG_BYTES = 10 * 1024 * 1024;

/** A running server process, whether we started it or found it. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
  readonly isAdopted: boolean;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
  isAlive(): boolean;
}

/** Adopts the server a killed process left behind; starts one where there is none. */
export async function obtainPostmaster(cluster: Cluster): Promise<Postmaster> {
  return (await adoptPostmaster(cluster)) ?? launchPostmaster(cluster, makeSocketFolder(cluster.account));
}

async function adoptPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const file = readPostmasterFile(cluster.dataPath);
  if (!file) return undefined;
  const { pid, socketFolder } = file;
  const isAlive = () => cluster.isPostmaster(pid);
  if (isAlive()) {
    const found = { pid, socketFolder, isAdopted: true, ended: endOf(isAlive), isAlive };
    if (await comesUp(socketFolder, isAlive)) return found;
    // Stopping already, or its socket has been swept away: it is of no use any more.
    await stopPostmaster(found);
  }
  removeSocketFolder(socketFolder);
  return undefined;
}

async function endOf(isAlive: () => boolean): Promise<void> {
  while (isAlive()) await delay(LOOK_MS, undefined, { ref: false });
}

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

/** Asks the server to disconnect everybody and stop; insists when it does not. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (!postmaster.isAlive()) return;
    send(postmaster.pid, signal);
    const untilMs = Date.now() + patienceMs;
    while (postmaster.isAlive() && Date.now() < untilMs) await delay(10);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!messageOf(error).includes('ESRCH')) throw error;
  }
}

function openLog(path: string): { file: number; from: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LONGEST_LOG_BYTES) renameSync(path, `${path}.old`);
  return { file: openSync(path, 'a', 0o600), from: size > LONGEST_LOG_BYTES ? 0 : size };
}

function complaintSince(path: string, from: number): string {
  return complaintIn(readFileSync(path).subarray(from).toString()) ?? 'it said nothing';
}
