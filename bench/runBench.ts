import type { BenchServer } from './BenchServer.ts';
import { Client } from './Client.ts';
import { type Business, describeMachine, loadNow, type Machine, watchMachine } from './machine.ts';
import { type Mark, marksOf } from './marks.ts';
import { BareQueue } from './measures/BareQueue.ts';
import { type Burst, measureBurst } from './measures/burst.ts';
import { type Carry, measureCarry } from './measures/carry.ts';
import { type Costs, countCosts } from './measures/cost.ts';
import { measureSync } from './measures/disk.ts';
import { type Expressions, measureExpressions } from './measures/expressions/measureExpressions.ts';
import type { Growth, Subject } from './measures/growth.ts';
import { type Idle, measureIdle } from './measures/idle.ts';
import { type Items, measureItems } from './measures/items.ts';
import { measureJoin } from './measures/join.ts';
import { type Latencies, measureLatency } from './measures/latency.ts';
import { measureSequence } from './measures/sequence.ts';
import type { Sizes } from './sizes.ts';
import { median } from './statistics.ts';
import { burstName, definitions } from './workflows.ts';

export interface Result {
  readonly machine: Machine;
  /** Of the other work of the machine, while the service had nothing to do. */
  readonly others: Business | null;
  readonly syncMs: number;
  readonly ready: { readonly firstMs: number; readonly laterMs: number };
  readonly latency: Latencies;
  readonly sequence: Growth;
  readonly items: Items;
  readonly join: Growth;
  readonly carry: Carry;
  /** The medians of all bursts; memory after the last. */
  readonly burst: Burst;
  readonly bursts: readonly Burst[];
  readonly bareJobsPerSecond: number;
  readonly costs: Costs;
  readonly idle: Idle | null;
  readonly expressions: Expressions;
  readonly marks: readonly Mark[];
}

export interface Bench {
  readonly sizes: Sizes;
  readonly dataDir: string;
  /** Starts the service on the data directory; whoever calls sees to it that it ends. */
  startServer(): Promise<BenchServer>;
  say(text: string): void;
}

/** Measures everything: on a first start what is timed, on a second one what is counted. */
export async function runBench({ sizes, dataDir, startServer, say }: Bench): Promise<Result> {
  const loadAtStart = loadNow();
  const syncMs = measureSync(dataDir, sizes.syncs);
  const first = await startServer();
  say('idle …');
  const business = watchMachine();
  const idle = await measureIdle(first, sizes);
  const others = business();
  const timed = await measureTimes(first, sizes, say);
  const machine = await describeMachine(first, loadAtStart);
  await first.stop();
  say('expressions …');
  const expressions = await measureExpressions(sizes.rows);
  say('starting again, counting statements …');
  const second = await startServer();
  const costs = await countCosts(second, sizes);
  await second.stop();
  const ready = { firstMs: first.readyMs, laterMs: second.readyMs };
  const result = { machine, others, syncMs, ready, ...timed, costs, idle, expressions };
  return { ...result, marks: marksOf(result) };
}

async function measureTimes(server: BenchServer, sizes: Sizes, say: Bench['say']) {
  const queue = await BareQueue.open(server);
  const client = new Client(server.url);
  try {
    await client.createWorkflows(definitions(sizes));
    say('one task, ten, fifty …');
    const latency = await measureLatency(client, queue, sizes);
    say('bursts …');
    const bursts = await measureBursts(server, queue, sizes);
    return { latency, ...bursts, ...(await measureGrowths({ server, client }, sizes, say)) };
  } finally {
    client.close();
    await queue.close();
  }
}

async function measureGrowths(subject: Subject, sizes: Sizes, say: Bench['say']) {
  say('a long sequence …');
  const sequence = await measureSequence(subject, sizes);
  say('many items …');
  const items = await measureItems(subject, sizes);
  say('many branches …');
  const join = await measureJoin(subject, sizes);
  say('a large value …');
  return { sequence, items, join, carry: await measureCarry(subject, sizes) };
}

async function measureBursts(server: BenchServer, queue: BareQueue, sizes: Sizes) {
  const bursts: Burst[] = [];
  const jobsPerSecond: number[] = [];
  for (let index = 0; index < sizes.bursts; index++) {
    jobsPerSecond.push(await queue.throughput(sizes.jobsPerBatchRun));
    bursts.push(await measureBurst(server, burstName(index), sizes.executionsPerBurst));
  }
  return { bursts, burst: middle(bursts), bareJobsPerSecond: median(jobsPerSecond) };
}

function middle(bursts: readonly Burst[]): Burst {
  const cpus = bursts.flatMap(({ cpu }) => cpu ?? []);
  return {
    executionsPerSecond: median(bursts.map(({ executionsPerSecond }) => executionsPerSecond)),
    cpu:
      cpus.length === 0
        ? null
        : {
            nodeMs: median(cpus.map(({ nodeMs }) => nodeMs)),
            postgresMs: median(cpus.map(({ postgresMs }) => postgresMs)),
            clientMs: median(cpus.map(({ clientMs }) => clientMs)),
          },
    memoryMib: bursts.at(-1)?.memoryMib ?? null,
  };
}
