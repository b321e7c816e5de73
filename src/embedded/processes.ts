import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process as others see it. Its command line has spaces between the arguments. */
export interface Process {
  readonly pid: number;
  readonly command: string;
}

/**
 * All processes that still live. A dead one that its parent has not yet asked about (a zombie) has an id but does nothing: it
 * is not among them. Only what any user may read is read: root in a container may not see a process's folder, for instance.
 */
export function livingProcesses(): readonly Process[] {
  if (process.platform !== 'linux') return fromPs(['-A']);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => fromProc(Number(pid)) ?? []);
}

/** The living process of this id. */
export function livingProcess(pid: number): Process | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(['-p', String(pid)])[0];
}

function fromProc(pid: number): Process | undefined {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /su, '')[0];
    if (state === 'Z' || state === 'X') return undefined;
    return { pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

function fromPs(which: readonly string[]): readonly Process[] {
  const lines = spawnSync('ps', [...which, '-ww', '-o', 'pid=,stat=,command='], { encoding: 'utf8' }).stdout.split(
    '\n',
  );
  return lines.flatMap((line) => {
    const [, pid, state, command] = line.match(/^\s*(\d+)\s+(\S+)\s+(.*)$/) ?? [];
    return pid && state && command && !state.startsWith('Z') ? { pid: Number(pid), command } : [];
  });
}
