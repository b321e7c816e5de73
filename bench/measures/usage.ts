import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { BenchServer } from '../BenchServer.ts';

/** CPU time used so far. */
export interface CpuTimes {
  readonly nodeMs: number;
  readonly postgresMs: number;
}

/** `/proc` has what is told here; other systems have no such place. */
export const isKnown = existsSync('/proc/self/schedstat');

const TICK_MS = 10;

/** CPU time of the server's Node and of all processes of its PostgreSQL, with those that have ended meanwhile. */
export function cpuOf(server: BenchServer): CpuTimes {
  const { postmasterPid } = server;
  const processes = [postmasterPid, ...childrenOf(postmasterPid)];
  const ended = statOf(postmasterPid).endedChildrenMs;
  return { nodeMs: runMs(server.pid), postgresMs: processes.reduce((sum, pid) => sum + runMs(pid), ended) };
}

export function cpuBetween(before: CpuTimes, after: CpuTimes): CpuTimes {
  return { nodeMs: after.nodeMs - before.nodeMs, postgresMs: after.postgresMs - before.postgresMs };
}

/** Resident memory in MiB. */
export function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** Ticks of all cores together since the machine started: those somebody worked, those the host took, and all. */
export function machineTicks(): { busy: number; stolen: number; all: number } {
  const numbers = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.trim().split(/\s+/).slice(1, 9).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, stolen = 0] = numbers ?? [];
  const busy = user + nice + system + irq + softIrq;
  return { busy, stolen, all: busy + idle + wait + stolen };
}

/** Of the threads that there are; the scheduler counts in nanoseconds, where `stat` counts in ticks. */
function runMs(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + threadMs(`/proc/${pid}/task/${thread}/schedstat`), 0);
  } catch {
    return 0;
  }
}

function threadMs(path: string): number {
  return Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6;
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => statOf(each).parent === pid);
}

/** The command may hold spaces and brackets; what follows its last bracket is fields. */
function statOf(pid: number): { parent: number | undefined; endedChildrenMs: number } {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    return { parent: fields[1], endedChildrenMs: ((fields[13] ?? 0) + (fields[14] ?? 0)) * TICK_MS };
  } catch {
    return { parent: undefined, endedChildrenMs: 0 };
  }
}
