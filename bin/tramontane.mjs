#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findNode, isNewEnough } from './setup/findNode.mjs';
import { prepare } from './setup/prepare.mjs';
import { isCheckout, ROOT } from './setup/root.mjs';
import { runNode } from './setup/runNode.mjs';
import { command } from './setup/say.mjs';
import { SERVICE_FLAGS } from './setup/serviceFlags.mjs';

await command(async () => {
  const main = join(ROOT, 'dist', 'src', 'main.js');
  const node = isCheckout(ROOT) ? await prepare(ROOT) : findNode(ROOT);
  const args = process.argv.slice(2);
  const isServing = (args[0] ?? 'serve') === 'serve';
  if (isServing) await runNode(node, [...SERVICE_FLAGS, main, ...args]);
  else if (isNewEnough(process.versions.node)) await import(pathToFileURL(main).href);
  else await runNode(node, [main, ...args]);
});
