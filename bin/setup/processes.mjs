import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** What tells a process from a later one with the same id: when it started. Empty where that cannot be found out. */
export function startOf(pid) {
  if (process.platform === 'linux') {
    // The name in parentheses may contain anything; the state and the start (field 22) come after the last one.
    const fields = readIfThere(`/proc/${pid}/stat`)
      ?.replace(/^.*\) /su, '')
      .split(' ');
    return fields && fields[0] !== 'Z' && fields[0] !== 'X' ? fields[19] : undefined;
  }
  if (process.platform === 'win32') return isThere(pid) ? '' : undefined;
  const found = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.trim().replace(/\s+/gu, '-') : undefined;
}

/** The parent of a process, where that can be found out, and what the process is called. */
export function parentOf(pid) {
  const [, name, parent] = readIfThere(`/proc/${pid}/stat`)?.match(/^\d+ \((.*)\) \S (\d+) /su) ?? [];
  return { name, parent: parent === undefined ? undefined : Number(parent) };
}

/** Where this process's id means something: another container has its own numbers. */
export function world() {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return process.platform;
  }
}

function isThere(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
