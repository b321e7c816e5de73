import type { Client } from '../Client.ts';

/** How long an execution takes: from the request to start until the client is told SUCCESS on its stream. */
export async function timeRun(client: Client, workflow: string, number: number): Promise<number> {
  const begunMs = performance.now();
  await client.watch(await client.start(workflow, number));
  return performance.now() - begunMs;
}
