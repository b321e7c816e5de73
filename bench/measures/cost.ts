import { setTimeout as delay } from 'node:timers/promises';
import type { BenchServer } from '../BenchServer.ts';
import { Client } from '../Client.ts';
import { CLIENTS, type Sizes } from '../sizes.ts';
import { median } from '../statistics.ts';
import { burstName, chainName, FEW_BRANCHES, FEW_ITEMS, ITEMS, joinName } from '../workflows.ts';
import { startAll, untilSucceeded } from './burst.ts';
import { type Counted, countIn, tally, without } from './Counted.ts';
import type { Work } from './growth.ts';
import { StatementLog, type Transaction } from './StatementLog.ts';

export interface Costs {
  /** Of one execution when nothing else goes on, and nobody follows it. */
  readonly alone: Counted;
  /** The same with a client that follows it from a snapshot. */
  readonly watched: Counted;
  /** Per execution of a burst. */
  readonly burst: Part;
  /** For each task, item or branch of an execution that has many of them, and that nobody follows. */
  readonly sequence: Part;
  readonly items: Part;
  readonly join: Part;
  /** Per second, while nobody wants anything. */
  readonly idle: {
    readonly statementsPerSecond: number;
    readonly commitsPerSecond: number;
    readonly texts: readonly string[];
  };
}

export interface Part {
  readonly statements: number;
  readonly commits: number;
  readonly walBytes: number;
}

/** For one execution. Shorter than the second after which the executor looks for jobs by itself. */
const SPAN_MS = 800;
const POLL_MS = 50;
const PATIENCE_MS = 60_000;

/** Counts statements and commits. Slower than usual, because PostgreSQL writes each of them down: nothing is timed here. */
export async function countCosts(server: BenchServer, sizes: Sizes): Promise<Costs> {
  const client = new Client(server.url, CLIENTS);
  const [one, warmUp] = [chainName(1), burstName(sizes.bursts)];
  await startAll(client, one, CLIENTS);
  await startAll(client, warmUp, sizes.warmUp);
  await untilSucceeded(client, warmUp, sizes.warmUp);
  const log = await StatementLog.open(server);
  try {
    const idle = await log.during(() => delay(sizes.idleMs));
    const surroundings = { server, log, client, idle, sizes };
    const count = (work: () => Promise<unknown>) => countOne(work, surroundings);
    // Streams last, because a server may notice late that nobody follows any more.
    return {
      alone: await count(() => client.start(one, 1)),
      burst: await countBurst(surroundings),
      sequence: await countParts({ workflow: chainName(50), number: 1, count: 50 }, surroundings),
      items: await countParts({ workflow: ITEMS, number: FEW_ITEMS, count: FEW_ITEMS }, surroundings),
      join: await countParts({ workflow: joinName(FEW_BRANCHES), number: 1, count: FEW_BRANCHES }, surroundings),
      watched: await count(async () => client.watch(await client.start(one, 1))),
      idle: perSecond(countIn(idle), sizes.idleMs),
    };
  } finally {
    await log.close();
    client.close();
  }
}

interface Surroundings {
  readonly server: BenchServer;
  readonly log: StatementLog;
  readonly client: Client;
  readonly idle: readonly Transaction[];
  readonly sizes: Sizes;
}

/** The middle one of several, each in a span of its own, without what happens by the clock. */
async function countOne(work: () => Promise<unknown>, { log, idle, sizes }: Surroundings): Promise<Counted> {
  const spans: Transaction[][] = [];
  for (let index = 0; index < sizes.countedExecutions; index++) {
    spans.push(await log.during(() => Promise.all([work(), delay(SPAN_MS)])));
  }
  const background = byTheClock(spans.flat(), spans.length * SPAN_MS, idle, sizes.idleMs);
  const counts = spans.map((span) => countIn(without(span, background)));
  const middle = median(counts.map(({ statements }) => statements));
  return counts.find(({ statements }) => statements === middle) as Counted;
}

/**
 * The statements that are not much more frequent in busy times than in idle ones. Others are counted whole: a poll that an
 * execution makes unnecessary must not be taken off what the execution costs.
 */
function byTheClock(busy: readonly Transaction[], busyMs: number, idle: readonly Transaction[], idleMs: number) {
  const inIdle = tally(idle);
  const isBackground = ([text, times]: [string, number]) => times / busyMs < (1.5 * (inIdle.get(text) ?? 0)) / idleMs;
  return new Set([...tally(busy)].filter(isBackground).map(([text]) => text));
}

async function countBurst(surroundings: Surroundings): Promise<Part> {
  const { client, server, sizes } = surroundings;
  const [executions, workflow] = [sizes.executionsPerBurst, burstName(sizes.bursts + 1)];
  const work = async () => {
    await startAll(client, workflow, executions);
    await untilStored(server, workflow, executions);
  };
  return countEach(work, executions, surroundings);
}

async function countParts({ workflow, number, count }: Work, surroundings: Surroundings): Promise<Part> {
  const { client, server } = surroundings;
  const before = await client.countSucceeded(workflow);
  const work = async (executions: number) => {
    await client.start(workflow, number);
    await untilStored(server, workflow, before + executions);
  };
  // Once before it is counted: PostgreSQL logs a page whole that is touched for the first time after a checkpoint.
  await work(1);
  return countEach(() => work(2), count, surroundings);
}

/** Waits without asking the service, for that would be counted too. */
async function untilStored(server: BenchServer, workflow: string, executions: number): Promise<void> {
  const question = `SELECT count(*) FROM execution WHERE workflow_name = '${workflow}' AND state = 'SUCCESS'`;
  const untilMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await server.query<{ count: string }>(question);
    if (Number(row?.count) >= executions) return;
    if (performance.now() > untilMs) throw new Error(`Not all executions of ${workflow} have succeeded.`);
    await delay(POLL_MS);
  }
}

/** What happens by the clock anyway is taken off. */
async function countEach(
  work: () => Promise<unknown>,
  count: number,
  { server, log, idle, sizes }: Surroundings,
): Promise<Part> {
  const [begunMs, begunAt] = [performance.now(), await walPosition(server)];
  const counted = countIn(await log.during(work));
  const [seconds, endedAt] = [(performance.now() - begunMs) / 1000, await walPosition(server)];
  const { statementsPerSecond, commitsPerSecond } = perSecond(countIn(idle), sizes.idleMs);
  return {
    statements: (counted.statements - statementsPerSecond * seconds) / count,
    commits: (counted.commits - commitsPerSecond * seconds) / count,
    walBytes: (endedAt - begunAt) / count,
  };
}

function perSecond({ statements, commits, texts }: Counted, spanMs: number): Costs['idle'] {
  return { statementsPerSecond: (statements * 1000) / spanMs, commitsPerSecond: (commits * 1000) / spanMs, texts };
}

async function walPosition(server: BenchServer): Promise<number> {
  const [row] = await server.query<{ position: string }>(`SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS position`);
  return Number(row?.position);
}
