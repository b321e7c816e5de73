#!/usr/bin/env node
import { join } from 'node:path';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { runNode } from './setup/runNode.mjs';
import { command } from './setup/say.mjs';

await command(async () => {
  const node = await prepare(ROOT);
  await runNode(node, [join(ROOT, 'bench', 'main.ts'), ...process.argv.slice(2)]);
});
