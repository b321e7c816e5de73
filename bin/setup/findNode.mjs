import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './say.mjs';

const LEAST = [22, 13];

/** The Node to run the service with: the one that came with the packages, else the running one if it is new enough. */
export function findNode(root) {
  const pinned = pinnedNode(root);
  if (pinned && (isRunning(pinned) || answers(pinned))) return pinned;
  if (isNewEnough(process.versions.node)) return process.execPath;
  throw new SetupError(
    `Node ${LEAST.join('.')} or newer is needed and this is ${process.versions.node}; ` +
      `no Node for ${process.platform} ${process.arch} came with the packages. Install one and start again with it.`,
  );
}

/** Whether a version such as '22.13.1' is one the service runs on. */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

function pinnedNode(root) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file);
  return existsSync(path) ? path : undefined;
}

function isRunning(path) {
  return realpathSync(path) === realpathSync(process.execPath);
}

/** A binary may be there and still not run, with another C library for instance. */
function answers(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0;
}
