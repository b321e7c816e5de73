import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../bench/runBench.ts';

const MAIN = join(resolve(import.meta.dirname, '../..'), 'bench', 'main.ts');

/** Runs it as its starter does once everything is built (the gate builds before it tests). */
function runQuick(): Promise<{ code: number | null; output: string; said: string }> {
  const child = spawn(process.execPath, [MAIN, '--quick', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [output, said] = ['', ''];
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, output, said })));
}

// Times are measured, never judged: they depend on the machine, and on what else it does.
describe.skipIf(process.platform === 'win32')('a quick run of the bench', () => {
  let result: Result;
  beforeAll(async () => {
    const { code, output, said } = await runQuick();
    expect(code, said).toBe(0);
    result = JSON.parse(output) as Result;
  }, 180_000);

  it('measures on a database that keeps what it acknowledges', () => {
    expect(result.machine).toMatchObject({ fsync: 'on', synchronousCommit: 'on' });
  });

  it('sets a floor beside every time', () => {
    const { latency, burst, bareJobsPerSecond, syncMs } = result;
    for (const { p50Ms, p95Ms, count } of Object.values(latency)) {
      expect(p50Ms).toBeGreaterThan(0);
      expect(p95Ms).toBeGreaterThanOrEqual(p50Ms);
      expect(count).toBeGreaterThan(0);
    }
    for (const value of [burst.executionsPerSecond, bareJobsPerSecond, syncMs]) expect(value).toBeGreaterThan(0);
  });

  it('measures each kind of growth with few parts and with many', () => {
    const { sequence, items, join, carry } = result;
    for (const { few, many, ratio } of [sequence, items.growth, join]) {
      expect(many.count).toBeGreaterThan(few.count);
      expect(few.ms).toBeGreaterThan(0);
      expect(ratio).toBeCloseTo(many.ms / many.count / (few.ms / few.count));
    }
    expect(items.someAtATime.ms).toBeGreaterThan(0);
    // The tasks themselves are stored, and the value is not stored with each of them.
    expect(carry.growthBytes).toBeGreaterThan(0);
    expect(carry.growthBytes).toBeLessThan(carry.valueBytes * 10);
  });

  it('counts the work of an execution whole: its start, its action and its turn', () => {
    const { alone, burst, sequence, items, join } = result.costs;
    expect(alone.statements).toBe(alone.texts.length);
    for (const part of [
      /INTO execution /,
      /INSERT INTO pgboss\./,
      /UPDATE action_execution /,
      /DELETE FROM pgboss\./,
    ]) {
      expect(alone.texts.filter((text) => part.test(text))).toHaveLength(1);
    }
    expect(alone.commits).toBeGreaterThanOrEqual(2);
    expect(burst.statements).toBeGreaterThan(0);
    expect(burst.statements).toBeLessThan(alone.statements);
    for (const part of [burst, sequence, items, join]) expect(part.walBytes).toBeGreaterThan(0);
    expect(items.statements).toBeLessThan(sequence.statements);
    expect(join.statements).toBeLessThan(sequence.statements);
  });

  it('measures the language beside what it is compared with', () => {
    const { pickNs, parsingUs, queryMs, pythonQueryMs, definitionMs } = result.expressions;
    for (const value of [...Object.values(pickNs), ...Object.values(parsingUs), queryMs, definitionMs]) {
      expect(value).toBeGreaterThan(0);
    }
    expect(pythonQueryMs ?? 1).toBeGreaterThan(0);
  });

  it('says of each aim whether it is reached, and fails for none', () => {
    expect(result.marks.length).toBeGreaterThanOrEqual(8);
    for (const mark of result.marks) {
      expect(mark.verdict).toMatch(/^(PASS|MISS|NOT JUDGED)$/);
      expect(Number.isFinite(mark.value)).toBe(true);
    }
  });
});
