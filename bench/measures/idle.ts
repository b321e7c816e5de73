import { setTimeout as delay } from 'node:timers/promises';
import type { BenchServer } from '../BenchServer.ts';
import { cpuBetween, cpuOf, isKnown, memoryOf } from './usage.ts';

/** What the service costs while nobody wants anything. */
export interface Idle {
  readonly memoryMib: number;
  /** Percent of one core. */
  readonly nodeCpuPercent: number;
  readonly postgresCpuPercent: number;
}

export async function measureIdle(
  server: BenchServer,
  { settleMs, idleMs }: { settleMs: number; idleMs: number },
): Promise<Idle | null> {
  if (!isKnown) return null;
  await delay(settleMs);
  const [before, begunMs] = [cpuOf(server), performance.now()];
  await delay(idleMs);
  const used = cpuBetween(before, cpuOf(server));
  const percent = (ms: number) => (ms * 100) / (performance.now() - begunMs);
  return {
    memoryMib: memoryOf(server.pid),
    nodeCpuPercent: percent(used.nodeMs),
    postgresCpuPercent: percent(used.postgresMs),
  };
}
