import { cpus, loadavg } from 'node:os';
import type { BenchServer } from './BenchServer.ts';
import { isInMemory } from './measures/disk.ts';
import { isKnown, machineTicks } from './measures/usage.ts';

/** Where it ran. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
  readonly isDiskInMemory: boolean;
  readonly loadAtStart: number;
}

export async function describeMachine(server: BenchServer, loadAtStart: number): Promise<Machine> {
  const [row] = await server.query<{ version: string; fsync: string; commit: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS commit`,
  );
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    system: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    postgres: row?.version ?? 'unknown',
    fsync: row?.fsync ?? 'unknown',
    synchronousCommit: row?.commit ?? 'unknown',
    isDiskInMemory: isInMemory(server.dataDir),
    loadAtStart,
  };
}

export const loadNow = () => loadavg()[0] ?? 0;

/** How much of the machine was at work, and how much of it its host took away, in percent of all cores since `begin`. */
export interface Business {
  readonly busyPercent: number;
  readonly stolenPercent: number;
}

export function watchMachine(): () => Business | null {
  if (!isKnown) return () => null;
  const begin = machineTicks();
  return () => {
    const end = machineTicks();
    const percent = (ticks: number) => (ticks * 100) / Math.max(1, end.all - begin.all);
    return { busyPercent: percent(end.busy - begin.busy), stolenPercent: percent(end.stolen - begin.stolen) };
  };
}
