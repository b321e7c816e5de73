import type { Result } from './runBench.ts';

/** One aim, and how it stands. */
export interface Mark {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly verdict: 'PASS' | 'MISS' | 'NOT JUDGED';
  readonly note?: string;
}

/** On a slower disk commits decide how fast a burst is, and only its relation to the floor says something. */
const FAST_SYNC_MS = 0.5;

/** The aims. Where one is missed, that is printed and nothing more: times depend on the machine. */
export function marksOf(result: Omit<Result, 'marks'>): readonly Mark[] {
  const { ready, latency, costs, idle } = result;
  const bareMs = latency.bareQueue.p50Ms;
  return [
    atMost('one task, from a snapshot ÷ bare queue', latency.oneTask.p50Ms / bareMs, 3, '×'),
    atMost('one task, from a cursor ÷ bare queue', latency.oneTaskFromCursor.p50Ms / bareMs, 3, '×'),
    burstMark(result),
    atMost('statements, one execution alone', costs.alone.statements, 12, ''),
    atMost('commits, one execution alone', costs.alone.commits, 4, ''),
    atMost('statements per execution, burst', costs.burst.statements, 2, ''),
    ...growthMarks(result),
    atMost('ready, first start', ready.firstMs / 1000, 10, 's'),
    atMost('ready, later start', ready.laterMs / 1000, 3, 's'),
    ...(idle ? [atMost('idle CPU, Node + PostgreSQL', idle.nodeCpuPercent + idle.postgresCpuPercent, 2, '%')] : []),
    ...memoryMarks(result),
    ...expressionMarks(result),
  ];
}

function atMost(name: string, value: number, limit: number, unit: string): Mark {
  return { name: `${name} ≤ ${limit}`, value, limit, unit, verdict: value <= limit ? 'PASS' : 'MISS' };
}

function atLeast(name: string, value: number, limit: number, unit: string): Mark {
  return { name: `${name} ≥ ${limit}`, value, limit, unit, verdict: value >= limit ? 'PASS' : 'MISS' };
}

function burstMark({ burst, syncMs, bareJobsPerSecond }: Omit<Result, 'marks'>): Mark {
  const value = burst.executionsPerSecond;
  const isFast = syncMs < FAST_SYNC_MS;
  return {
    name: 'burst, executions per second ≥ 500',
    value,
    limit: 500,
    unit: '/s',
    verdict: isFast ? (value >= 500 ? 'PASS' : 'MISS') : 'NOT JUDGED',
    note: `${(value / bareJobsPerSecond).toFixed(2)} × the bare queue in batches${isFast ? '' : '; the disk is slow'}`,
  };
}

/** A megabyte as databases count it. */
const MIB = 1024 * 1024;

function growthMarks({ sequence, items, join, carry }: Omit<Result, 'marks'>): Mark[] {
  const { growth, thousand, isolated } = items;
  const rate = (growth.many.count * 1000) / growth.many.ms;
  const times = (what: string, few: number, many: number) => `${what}: of ${many} ÷ of ${few}`;
  return [
    atMost(times('time per task', sequence.few.count, sequence.many.count), sequence.ratio, 1.5, '×'),
    atMost(times('time per item', growth.few.count, growth.many.count), growth.ratio, 1.5, '×'),
    atMost(times('time per branch', join.few.count, join.many.count), join.ratio, 1.5, '×'),
    atMost(`with-items over ${growth.few.count}`, growth.few.ms, 0.6 * growth.few.count, 'ms'),
    atMost(`with-items over ${thousand.count}`, thousand.ms, 0.45 * thousand.count, 'ms'),
    atMost(`${isolated.count} items in processes ÷ within the service`, isolated.ms / growth.many.ms, 3, '×'),
    atLeast(`items per second, of ${growth.many.count}`, rate, 2_000, '/s'),
    atMost(
      `growth of the database, ${carry.tasks} tasks that know ${carry.valueBytes / 1000} KB`,
      carry.growthBytes / MIB,
      5,
      'MiB',
    ),
  ];
}

function expressionMarks({ expressions }: Omit<Result, 'marks'>): Mark[] {
  const { pickNs, parsingUs, queryMs, pythonQueryMs, definitionMs } = expressions;
  return [
    atMost('<% $.a.b %> over 10 MB ÷ over 1 KB', pickNs.over10Mb / pickNs.over1Kb, 2, '×'),
    atMost('an expression seen before ÷ the first time', parsingUs.again / parsingUs.first, 0.5, '×'),
    ...(pythonQueryMs === null
      ? []
      : [atLeast(`filter, select, orderBy: Python's yaql ÷ ours`, pythonQueryMs / queryMs, 20, '×')]),
    atMost('definition of 1,000 tasks', definitionMs, 150, 'ms'),
  ];
}

function memoryMarks({ idle, burst }: Omit<Result, 'marks'>): Mark[] {
  if (!idle || burst.memoryMib === null) return [];
  return [
    atMost('memory of Node, idle', idle.memoryMib, 250, 'MiB'),
    atMost('memory of Node, after the bursts', burst.memoryMib, 250, 'MiB'),
  ];
}
