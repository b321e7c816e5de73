import { readFileSync } from 'node:fs';

/**
 * Reads vitest's report. A file that could not even be loaded has no tests to count, and an error outside of any test has no
 * file: both count as one failed, so that nothing that ends badly is reported as passed.
 */
export function countTests(report, exitCode) {
  let found;
  try {
    found = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const broken = found.testResults.filter(isBroken).length;
  const failed = found.numFailedTests + broken;
  return {
    passed: found.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: found.numPendingTests + (found.numTodoTests ?? 0),
  };
}

/** The one line that sums up: `12 passed, 0 failed`, and how many were skipped where any were. */
export function describeCount(counts) {
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped}`;
}

function isBroken(file) {
  return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed');
}
