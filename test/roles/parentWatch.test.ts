import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const WATCH = new URL('../../src/roles/parentWatch.ts', import.meta.url);
const RUN_NODE = new URL('../../bin/setup/runNode.mjs', import.meta.url);
const IS_WATCHED = `
  import { watchParent } from ${JSON.stringify(WATCH.href)};
  watchParent(() => { console.log('parent is gone'); clearInterval(timer); });
  const timer = setInterval(() => {}, 1_000);
  console.log('watching');`;

it('a killed starter is noticed', async () => {
  const code = `
    import { runNode } from ${JSON.stringify(RUN_NODE.href)};
    await runNode(process.execPath, ['--input-type=module-typescript', '--eval', ${JSON.stringify(IS_WATCHED)}]);`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of starter.stdout) {
    said += String(chunk);
    if (said === 'watching\n') starter.kill('SIGKILL');
  }
  expect(said).toBe('watching\nparent is gone\n');
});

it('without a starter there is nothing to watch, and nothing keeps the process running', async () => {
  const code = `import { watchParent } from ${JSON.stringify(WATCH.href)}; watchParent(() => console.log('gone'));`;
  const alone = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code], {
    cwd: fileURLToPath(new URL('.', WATCH)),
  });
  expect(await once(alone, 'exit')).toEqual([0, null]);
});
