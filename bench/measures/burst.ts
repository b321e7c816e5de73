import { setTimeout as delay } from 'node:timers/promises';
import type { BenchServer } from '../BenchServer.ts';
import { Client } from '../Client.ts';
import { CLIENTS } from '../sizes.ts';
import { cpuBetween, cpuOf, isKnown, memoryOf } from './usage.ts';

export interface Burst {
  readonly executionsPerSecond: number;
  /** CPU per execution, where this system tells. */
  readonly cpu: { readonly nodeMs: number; readonly postgresMs: number; readonly clientMs: number } | null;
  readonly memoryMib: number | null;
}

const POLL_MS = 10;
const PATIENCE_MS = 60_000;

/** From the first request to start until the last execution is SUCCESS. */
export async function measureBurst(server: BenchServer, workflow: string, executions: number): Promise<Burst> {
  const client = new Client(server.url, CLIENTS);
  try {
    const cpuBefore = isKnown ? cpuOf(server) : null;
    const clientBefore = process.cpuUsage();
    const begunMs = performance.now();
    await startAll(client, workflow, executions);
    await untilSucceeded(client, workflow, executions);
    const seconds = (performance.now() - begunMs) / 1000;
    const { user, system } = process.cpuUsage(clientBefore);
    const used = cpuBefore && cpuBetween(cpuBefore, cpuOf(server));
    return {
      executionsPerSecond: executions / seconds,
      cpu: used && {
        nodeMs: used.nodeMs / executions,
        postgresMs: used.postgresMs / executions,
        clientMs: (user + system) / 1000 / executions,
      },
      memoryMib: isKnown ? memoryOf(server.pid) : null,
    };
  } finally {
    client.close();
  }
}

/** Each client starts the next execution as soon as its last start is answered. */
export async function startAll(client: Client, workflow: string, executions: number): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < executions) await client.start(workflow, next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, one));
}

export async function untilSucceeded(client: Client, workflow: string, executions: number): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  while ((await client.countSucceeded(workflow)) < executions) {
    if (performance.now() > untilMs) throw new Error(`Not all executions of ${workflow} have succeeded.`);
    await delay(POLL_MS);
  }
}
