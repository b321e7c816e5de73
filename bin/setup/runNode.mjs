import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { parentOf } from './processes.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const ECHO_MS = 500;
const LOOK_MS = 1_000;

/**
 * Runs a script with that Node as if it were this process: same terminal, signals passed on, same ending. The channel between
 * the two closes when this process dies, however it dies, and so the script can notice (`watchParent`).
 */
export function runNode(node, args) {
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...withNodeFirst(node), TRAMONTANE_STARTED: '1' },
  });
  const stopForwarding = forwardSignals(child);
  const stopLooking = endWithNpm(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      stopForwarding();
      stopLooking();
      if (signal) process.kill(process.pid, signal);
      else process.exitCode = code;
      resolve();
    });
  });
}

/** What the script starts with plain `node` is the same Node. */
export function withNodeFirst(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

/**
 * Ctrl-C reaches the whole group, and npm passes on what it got besides: the same signal arrives several times at once. One of
 * them is passed on, and a second one when somebody really asks a second time.
 */
function forwardSignals(child) {
  let lastMs = Number.NEGATIVE_INFINITY;
  const forward = (signal) => {
    const isEcho = Date.now() - lastMs < ECHO_MS;
    if (isEcho) return;
    lastMs = Date.now();
    child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  return () => {
    for (const signal of SIGNALS) process.off(signal, forward);
  };
}

/**
 * A killed npm passes nothing on. Then a parent changes, which under npm (and only there: other shells may end while we go on)
 * means to stop. Between npm and us there may be the shell that npm runs its scripts with.
 */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const shell = process.ppid;
  const { name, parent } = parentOf(shell);
  const isShell = /^(?:a|ba|da)?sh$/u.test(name ?? '');
  const timer = setInterval(() => {
    if (process.ppid === shell && !(isShell && parentOf(shell).parent !== parent)) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, LOOK_MS);
  return () => clearInterval(timer);
}
