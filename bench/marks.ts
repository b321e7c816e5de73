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
    atMost('ready, first start', ready.firstMs / 1000, 10, 's'),
    atMost('ready, later start', ready.laterMs / 1000, 3, 's'),
    ...(idle ? [atMost('idle CPU, Node + PostgreSQL', idle.nodeCpuPercent + idle.postgresCpuPercent, 2, '%')] : []),
    ...memoryMarks(result),
  ];
}

function atMost(name: string, value: number, limit: number, unit: string): Mark {
  return { name: `${name} ≤ ${limit}`, value, limit, unit, verdict: value <= limit ? 'PASS' : 'MISS' };
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

function memoryMarks({ idle, burst }: Omit<Result, 'marks'>): Mark[] {
  if (!idle || burst.memoryMib === null) return [];
  return [
    atMost('memory of Node, idle', idle.memoryMib, 250, 'MiB'),
    atMost('memory of Node, after the bursts', burst.memoryMib, 250, 'MiB'),
  ];
}
