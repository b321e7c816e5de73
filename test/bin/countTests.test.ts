import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importSetup } from './Fixture.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}
const { countTests, describeCount } = await importSetup<{
  countTests(report: string, exitCode: number): Count;
  describeCount(counts: Count[]): string;
}>('countTests.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tramontane-count-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function count(report: object, exitCode: number): Count {
  const path = join(folder, 'report.json');
  const nothing = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  writeFileSync(path, JSON.stringify({ ...nothing, ...report }));
  return countTests(path, exitCode);
}

it('every test counts', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2 };
  expect(count(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

it('a file that could not be loaded counts as failed', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [] },
  ];
  expect(count({ numPassedTests: 3, testResults }, 1)).toMatchObject({ passed: 3, failed: 1 });
});

it('an error outside of every test counts as failed', () => {
  expect(count({ numPassedTests: 3 }, 1)).toMatchObject({ passed: 3, failed: 1 });
});

it('a missing report counts as failed', () => {
  expect(countTests(join(folder, 'none.json'), 0)).toMatchObject({ failed: 1 });
});

it('skipped tests are named only where there are any', () => {
  const one = { passed: 1, failed: 0, skipped: 0 };
  expect(describeCount([one, one])).toBe('2 passed, 0 failed');
  expect(describeCount([one, { ...one, skipped: 2 }])).toBe('2 passed, 0 failed, 2 skipped');
});
