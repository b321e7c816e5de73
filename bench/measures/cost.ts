import { setTimeout as delay } from 'node:timers/promises';
import type { BenchServer } from '../BenchServer.ts';
import { Client } from '../Client.ts';
import { CLIENTS, type Sizes } from '../sizes.ts';
import { median } from '../statistics.ts';
import { burstName, chainName } from '../workflows.ts';
import { startAll, untilSucceeded } from './burst.ts';
import { type Counted, countIn, tally, without } from './Counted.ts';
import { StatementLog, type Transaction } from './StatementLog.ts';

export interface Costs {
  /** Of one execution when nothing else goes on, and nobody follows it. */
  readonly alone: Counted;
  /** The same with a client that follows it from a snapshot. */
  readonly watched: Counted;
  /** Per execution of a burst. */
  readonly burst: { readonly statements: number; readonly commits: number; readonly walBytes: number };
  /** Per second, while nobody wants anything. */
  readonly idle: {
    readonly statementsPerSecond: number;
    readonly commitsPerSecond: number;
    readonly texts: readonly string[];
  };
}

/** For one execution. Shorter than the second after which the executor looks for jobs by itself. */
const SPAN_MS = 800;
/** After the last start of a burst is answered, for what is still to run. */
const REST_MS = 2_000;

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
    const count = (work: () => Promise<unknown>) => countOne(log, work, { idle, sizes });
    // Streams last, because a server may notice late that nobody follows any more.
    return {
      alone: await count(() => client.start(one, 1)),
      burst: await countBurst(server, log, client, { idle, sizes }),
      watched: await count(async () => client.watch(await client.start(one, 1))),
      idle: perSecond(countIn(idle), sizes.idleMs),
    };
  } finally {
    await log.close();
    client.close();
  }
}

interface Surroundings {
  readonly idle: readonly Transaction[];
  readonly sizes: Sizes;
}

/** The middle one of several, each in a span of its own, without what happens by the clock. */
async function countOne(
  log: StatementLog,
  work: () => Promise<unknown>,
  { idle, sizes }: Surroundings,
): Promise<Counted> {
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

/** What happens by the clock anyway is taken off. Nobody asks meanwhile how far it is, for that would be counted too. */
async function countBurst(
  server: BenchServer,
  log: StatementLog,
  client: Client,
  { idle, sizes }: Surroundings,
): Promise<Costs['burst']> {
  const [executions, workflow] = [sizes.executionsPerBurst, burstName(sizes.bursts + 1)];
  const [begunMs, begunAt] = [performance.now(), await walPosition(server)];
  const counted = countIn(
    await log.during(async () => {
      await startAll(client, workflow, executions);
      await delay(REST_MS);
    }),
  );
  const [seconds, endedAt] = [(performance.now() - begunMs) / 1000, await walPosition(server)];
  await untilSucceeded(client, workflow, executions);
  const { statementsPerSecond, commitsPerSecond } = perSecond(countIn(idle), sizes.idleMs);
  return {
    statements: (counted.statements - statementsPerSecond * seconds) / executions,
    commits: (counted.commits - commitsPerSecond * seconds) / executions,
    walBytes: (endedAt - begunAt) / executions,
  };
}

function perSecond({ statements, commits, texts }: Counted, spanMs: number): Costs['idle'] {
  return { statementsPerSecond: (statements * 1000) / spanMs, commitsPerSecond: (commits * 1000) / spanMs, texts };
}

async function walPosition(server: BenchServer): Promise<number> {
  const [row] = await server.query<{ position: string }>(`SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS position`);
  return Number(row?.position);
}
