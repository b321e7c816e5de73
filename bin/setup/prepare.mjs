import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { findNode } from './findNode.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './withLock.mjs';

/**
 * Makes a checkout ready to run, and answers with the Node to run it with. When everything is there already it does nothing,
 * and needs no right to write.
 */
export async function prepare(root) {
  if (isInstalled(root) && isBuilt(root)) return findNode(root);
  return locked(root, async () => {
    await install(root);
    const node = findNode(root);
    await build(root, node);
    return node;
  });
}

/** The same without the build: what the tools need. */
export async function preparePackages(root) {
  if (!isInstalled(root)) await locked(root, () => install(root));
  return findNode(root);
}

function locked(root, work) {
  return withLock(join(root, '.prepare.lock'), work);
}
