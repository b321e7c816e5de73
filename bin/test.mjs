#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests, describeCount } from './setup/countTests.mjs';
import { prepare, preparePackages } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { withNodeFirst } from './setup/runNode.mjs';
import { SetupError, say } from './setup/say.mjs';

/** Runs one of the tools with its output on this terminal; answers with its exit code. */
async function runTool(node, script, args) {
  const options = { cwd: ROOT, env: withNodeFirst(node), stdio: 'inherit' };
  return (await run(node, [join(ROOT, 'node_modules', script), ...args], options)).code;
}

async function check(name, code) {
  const isPassed = (await code) === 0;
  say(`${name} ${isPassed ? 'passed' : 'FAILED'}`);
  return { passed: Number(isPassed), failed: Number(!isPassed), skipped: 0 };
}

async function runTests(node, args) {
  const folder = mkdtempSync(join(tmpdir(), 'tramontane-test-'));
  try {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await runTool(node, 'vitest/vitest.mjs', ['run', ...reporters, ...args]);
    return countTests(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tests start real processes from `dist/`. What does not build fails in the type check as well, and is counted there. */
async function buildIfPossible() {
  await prepare(ROOT).catch((error) => {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
  });
}

async function gate() {
  const node = await preparePackages(ROOT);
  const types = await check('types', runTool(node, 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']));
  const lint = await check('lint', runTool(node, '@biomejs/biome/bin/biome', ['check', '--error-on-warnings']));
  await buildIfPossible();
  return [types, lint, await runTests(node, process.argv.slice(2))];
}

const counts = await gate().catch((error) => {
  say(error instanceof SetupError ? error.message : error.stack);
  return [{ passed: 0, failed: 1, skipped: 0 }];
});
process.exitCode = counts.some((count) => count.failed > 0) ? 1 : 0;
process.stdout.write(`${describeCount(counts)}\n`);
