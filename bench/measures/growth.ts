import type { BenchServer } from '../BenchServer.ts';
import type { Client } from '../Client.ts';
import { median } from '../statistics.ts';
import { timeRun } from './timeRun.ts';
import { cpuBetween, cpuOf, isKnown } from './usage.ts';

/** Where things are measured, and by whom. */
export interface Subject {
  readonly server: BenchServer;
  readonly client: Client;
}

/** An execution of which the cost of one part is asked: of a task, an item, a branch. */
export interface Work {
  readonly workflow: string;
  /** Its input. */
  readonly number: number;
  /** How many parts it has. */
  readonly count: number;
}

export interface Run {
  readonly count: number;
  /** Of the whole execution. */
  readonly ms: number;
  /** Of Node and PostgreSQL, for each part, where this system tells. */
  readonly cpuMs: number | null;
}

/** The same work with few parts and with many. */
export interface Growth {
  readonly few: Run;
  readonly many: Run;
  /** The time for one of many, as a multiple of that for one of few. */
  readonly ratio: number;
}

/** Few before and after many, so that what else the machine does meets both. */
export async function measureGrowth(
  subject: Subject,
  { few, many, runs }: { few: Work; many: Work; runs: { few: number; many: number } },
): Promise<Growth> {
  const before = await repeat(subject, few, runs.few);
  const large = await measureWork(subject, many, runs.many);
  const small = middle([...before, ...(await repeat(subject, few, runs.few))]);
  return { few: small, many: large, ratio: large.ms / large.count / (small.ms / small.count) };
}

/** The middle of some runs. */
export async function measureWork(subject: Subject, work: Work, runs: number): Promise<Run> {
  return middle(await repeat(subject, work, runs));
}

async function repeat(subject: Subject, work: Work, runs: number): Promise<Run[]> {
  const measured: Run[] = [];
  for (let run = 0; run < runs; run++) measured.push(await measureRun(subject, work));
  return measured;
}

async function measureRun({ server, client }: Subject, { workflow, number, count }: Work): Promise<Run> {
  const before = isKnown ? cpuOf(server) : null;
  const ms = await timeRun(client, workflow, number);
  const used = before && cpuBetween(before, cpuOf(server));
  return { count, ms, cpuMs: used && (used.nodeMs + used.postgresMs) / count };
}

function middle(runs: readonly Run[]): Run {
  const cpus = runs.flatMap(({ cpuMs }) => cpuMs ?? []);
  return {
    count: runs[0]?.count ?? 0,
    ms: median(runs.map(({ ms }) => ms)),
    cpuMs: cpus.length === 0 ? null : median(cpus),
  };
}
