#!/usr/bin/env node
import { join } from 'node:path';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { runNode } from './setup/runNode.mjs';
import { command } from './setup/say.mjs';
import { SERVICE_FLAGS } from './setup/serviceFlags.mjs';

await command(async () => {
  const node = await prepare(ROOT);
  const main = join(ROOT, 'dist', 'src', 'main.js');
  await runNode(node, [...SERVICE_FLAGS, main, 'serve', ...process.argv.slice(2)]);
});
