import type { Mark } from './marks.ts';
import type { Part } from './measures/cost.ts';
import type { Growth, Run } from './measures/growth.ts';
import type { Result } from './runBench.ts';
import type { Spread } from './statistics.ts';
import { AT_A_TIME } from './workflows.ts';

type Row = readonly [name: string, value: string, floor?: string];

/** The result as people read it. */
export function tableOf(result: Result): string {
  return [
    ...machineLines(result),
    '',
    ...aligned([
      ['', 'measured', 'floor, same run'],
      ...timeRows(result),
      ...growthRows(result),
      ...costRows(result),
      ...usageRows(result),
      ...expressionRows(result),
    ]),
    '',
    ...aligned(result.marks.map(markRow)),
  ].join('\n');
}

function machineLines({ machine, others, syncMs }: Result): string[] {
  const { processor, cores, system, node, postgres, fsync, synchronousCommit, isDiskInMemory, loadAtStart } = machine;
  return [
    `${cores} × ${processor}, ${system}, Node ${node}, PostgreSQL ${postgres} (embedded)`,
    `fsync ${fsync}, synchronous_commit ${synchronousCommit}, fdatasync of 4 KB ${syncMs.toFixed(2)} ms` +
      (isDiskInMemory ? ' — IN MEMORY: give --dir a folder on a disk' : ''),
    `load at the start ${loadAtStart.toFixed(2)}` +
      (others
        ? `; while the service was idle the cores were ${others.busyPercent.toFixed(0)} % busy, ${others.stolenPercent.toFixed(0)} % taken by the host`
        : ''),
  ];
}

function timeRows({ latency, burst, bursts, bareJobsPerSecond }: Result): Row[] {
  const all = bursts.map(({ executionsPerSecond }) => executionsPerSecond.toFixed(0)).join(', ');
  return [
    [
      'one task, stream from a snapshot',
      spread(latency.oneTask),
      `${spread(latency.bareQueue)}: send, fetch, complete`,
    ],
    ['one task, stream from a cursor', spread(latency.oneTaskFromCursor)],
    ['  of that, startExecution', spread(latency.start)],
    ['10 tasks in sequence', spread(latency.tenTasks)],
    ['50 tasks in sequence', spread(latency.fiftyTasks)],
    [
      'burst of one-task executions',
      `${burst.executionsPerSecond.toFixed(0)} /s (${all})`,
      `${bareJobsPerSecond.toFixed(0)} jobs/s in batches`,
    ],
  ];
}

function growthRows({ sequence, items: { growth, thousand, someAtATime, isolated }, join, carry }: Result): Row[] {
  const run = ({ count, ms, cpuMs }: Run) =>
    `${ms.toFixed(0)} ms, ${(ms / count).toFixed(2)} each${cpuMs === null ? '' : `, ${cpuMs.toFixed(2)} of CPU`}`;
  const pair = (what: string, { few, many }: Growth): Row[] => [
    [`${few.count} ${what}`, run(few)],
    [`${many.count} ${what}`, run(many)],
  ];
  return [
    ...pair('tasks in sequence', sequence),
    ...pair('items', growth),
    [`  ${thousand.count}`, run(thousand)],
    [`  ${someAtATime.count}, ${AT_A_TIME} at a time`, run(someAtATime)],
    [`  ${isolated.count}, in processes of their plugin`, run(isolated)],
    ...pair('branches and a join', join),
    [
      `${carry.tasks} tasks that know ${carry.valueBytes / 1000} KB`,
      `the database grew by ${(carry.growthBytes / carry.tasks / 1024).toFixed(1)} KB for each besides`,
    ],
  ];
}

function costRows({ costs: { alone, watched, burst, sequence, items, join, idle } }: Result): Row[] {
  const part = ({ statements, commits, walBytes }: Part) =>
    `${pair(statements.toFixed(2), commits.toFixed(2))}, ${(walBytes / 1024).toFixed(1)} KB of WAL`;
  const pair = (statements: string, commits: string) => `${statements} statements, ${commits} commits`;
  return [
    ['one execution alone', pair(String(alone.statements), String(alone.commits))],
    ['  and followed from a snapshot', pair(String(watched.statements), String(watched.commits))],
    ['  in the burst', part(burst)],
    ['each task of a sequence', part(sequence)],
    ['each item', part(items)],
    ['each branch before a join', part(join)],
    ['idle', pair(idle.statementsPerSecond.toFixed(1), `${idle.commitsPerSecond.toFixed(1)}`).concat(' per second')],
  ];
}

function usageRows({ burst, idle, ready }: Result): Row[] {
  const rows: Row[] = [
    ['ready, first and later start', `${(ready.firstMs / 1000).toFixed(2)} s, ${(ready.laterMs / 1000).toFixed(2)} s`],
  ];
  if (!idle || !burst.cpu || burst.memoryMib === null) return rows;
  const { nodeMs, postgresMs, clientMs } = burst.cpu;
  const total = `${(nodeMs + postgresMs).toFixed(2)} ms`;
  return [
    [
      'CPU per execution, burst',
      `${total}: Node ${nodeMs.toFixed(2)}, PostgreSQL ${postgresMs.toFixed(2)} (client ${clientMs.toFixed(2)} besides)`,
    ],
    [
      'CPU, idle',
      `Node ${idle.nodeCpuPercent.toFixed(2)} %, PostgreSQL ${idle.postgresCpuPercent.toFixed(2)} % of a core`,
    ],
    ['memory of Node', `${idle.memoryMib.toFixed(0)} MiB idle, ${burst.memoryMib.toFixed(0)} MiB after the bursts`],
    ...rows,
  ];
}

function expressionRows({ expressions }: Result): Row[] {
  const { pickNs, parsingUs, rows, queryMs, pythonQueryMs, definitionMs } = expressions;
  const python =
    pythonQueryMs === null ? "Python's yaql is not installed" : `${pythonQueryMs.toFixed(0)} ms: Python's yaql`;
  return [
    ['<% $.a.b %> over 10 MB', `${pickNs.over10Mb.toFixed(0)} ns`, `${pickNs.over1Kb.toFixed(0)} ns: over 1 KB`],
    [
      'an expression seen before',
      `${parsingUs.again.toFixed(1)} µs`,
      `${parsingUs.first.toFixed(1)} µs: the first time`,
    ],
    [`filter, select, orderBy over ${rows} rows`, `${queryMs.toFixed(1)} ms`, python],
    ['parse a definition of 1,000 tasks', `${definitionMs.toFixed(0)} ms`],
  ];
}

function spread({ p50Ms, p95Ms, count }: Spread): string {
  return `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms (${count})`;
}

function markRow({ verdict, name, value, unit, note }: Mark): Row {
  const digits = Number.isInteger(value) ? 0 : value < 100 ? 2 : 0;
  return [verdict, name, `${value.toFixed(digits)} ${unit}`.trim() + (note ? ` (${note})` : '')];
}

function aligned(rows: readonly Row[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1)];
  return rows.map((row) =>
    row
      .map((cell = '', column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
