import type { Client } from '../Client.ts';
import type { Sizes } from '../sizes.ts';
import { type Spread, spreadOf, timeEach } from '../statistics.ts';
import { chainName } from '../workflows.ts';
import type { BareQueue } from './BareQueue.ts';

export interface Latencies {
  /** Start, then a new stream that begins with a snapshot: what a client does that knows nothing yet. */
  readonly oneTask: Spread;
  /** Start, then a stream from the cursor the client has already: what one does that was there before. */
  readonly oneTaskFromCursor: Spread;
  /** Start alone, until it is answered: the execution is kept and its action queued. */
  readonly start: Spread;
  readonly tenTasks: Spread;
  readonly fiftyTasks: Spread;
  readonly bareQueue: Spread;
}

/** From the request to start until the client is told SUCCESS on its stream; one execution at a time. */
export async function measureLatency(client: Client, queue: BareQueue, sizes: Sizes): Promise<Latencies> {
  const [one, ten, fifty] = [chainName(1), chainName(10), chainName(50)];
  let cursor = await run(client, one);
  await timeEach(sizes.warmUp, () => run(client, one));
  await queue.timeRoundTrips(sizes.warmUp);
  const samples = { one: [] as number[], fromCursor: [] as number[], start: [] as number[], bare: [] as number[] };
  for (let round = 0; round < sizes.rounds; round++) {
    samples.bare.push(...(await queue.timeRoundTrips(sizes.samplesPerRound)));
    samples.one.push(...(await timeEach(sizes.samplesPerRound, () => run(client, one, samples.start))));
    const resumed = await timeEach(sizes.samplesPerRound, async () => {
      cursor = await client.watch(await client.start(one, 1), cursor);
    });
    samples.fromCursor.push(...resumed);
  }
  return {
    oneTask: spreadOf(samples.one),
    oneTaskFromCursor: spreadOf(samples.fromCursor),
    start: spreadOf(samples.start),
    tenTasks: spreadOf(await timeEach(sizes.tenTaskRuns, () => run(client, ten))),
    fiftyTasks: spreadOf(await timeEach(sizes.fiftyTaskRuns, () => run(client, fifty))),
    bareQueue: spreadOf(samples.bare),
  };
}

async function run(client: Client, workflow: string, startsMs: number[] = []): Promise<string> {
  const begunMs = performance.now();
  const id = await client.start(workflow, 1);
  startsMs.push(performance.now() - begunMs);
  return client.watch(id);
}
