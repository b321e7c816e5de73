#!/usr/bin/env node
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preparePackages } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { withNodeFirst } from './setup/runNode.mjs';
import { command } from './setup/say.mjs';

const SUITES = ['test/expressions/fuzz.test.ts', 'test/lang/fuzz.test.ts'];

await command(async () => {
  const { seconds, seed } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    },
  }).values;
  process.stdout.write(`fuzz: ${seconds} s for each suite, from seed ${seed}\n`);
  const node = await preparePackages(ROOT);
  const env = { ...withNodeFirst(node), FUZZ_SECONDS: seconds, FUZZ_SEED: seed };
  const options = { cwd: ROOT, env, stdio: 'inherit' };
  const args = [join(ROOT, 'node_modules', 'vitest/vitest.mjs'), 'run', ...SUITES];
  process.exitCode = (await run(node, args, options)).code;
});
