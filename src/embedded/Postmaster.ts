import { setTimeout as delay } from 'node:timers/promises';
import { removeSocketFolder } from './socketFolder.ts';

/** A running server process, whether we started it or found it. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
  readonly isAdopted: boolean;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
  isAlive(): boolean;
}

/** Ends the server, and removes its address. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  await endProcess(postmaster);
  removeSocketFolder(postmaster.socketFolder);
}

/** Asks the server to disconnect everybody and stop; insists when it does not. */
async function endProcess(postmaster: Postmaster): Promise<void> {
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
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
