import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { SetupError, say } from './say.mjs';

/** Whether `node_modules/` was made from this lockfile, for this platform. */
export function isInstalled(root) {
  return read(stampPath(root)) === fingerprint(root) || isLikeTheLockfile(root);
}

/** `npm ci`: exactly what the lockfile says, with what the build needs also where NODE_ENV says `production`. */
export async function install(root) {
  if (read(stampPath(root)) === fingerprint(root)) return;
  if (!isLikeTheLockfile(root)) {
    say('installing the packages (about a minute, once) …');
    await runNpm(root, ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-progress']);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampPath(root), fingerprint(root));
}

/** The npm that started us, with its own Node; by hand, the one on the path. */
async function runNpm(root, args) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const isNpm = script?.endsWith('npm-cli.js');
  const [file, first] = isNpm ? [node ?? process.execPath, [script]] : ['npm', []];
  const ended = await run(file, [...first, ...args], {
    cwd: root,
    shell: !isNpm && process.platform === 'win32',
  }).catch((error) => ({ code: 1, output: `${file}: ${error.code}\n` }));
  if (ended.code === 0) return;
  process.stderr.write(ended.output);
  throw new SetupError('the packages could not be installed: `npm ci` failed, its messages are above.');
}

/**
 * Somebody may have run `npm ci` by hand. npm writes down what it installed, at the end, in a lockfile of its own; packages for
 * other platforms are not in it.
 */
function isLikeTheLockfile(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const found = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  return (
    Object.keys(found).every((path) => wanted[path]?.version === found[path].version) &&
    Object.keys(wanted).every((path) => path === '' || found[path] || mayBeMissing(wanted[path]))
  );
}

function mayBeMissing({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return false;
  const isForUs = (os || cpu) && !libc && fits(os, process.platform) && fits(cpu, process.arch);
  return !isForUs;
}

function fits(names, name) {
  return !names || names.includes(name);
}

function packagesIn(path) {
  const text = read(path);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

function stampPath(root) {
  return join(root, 'node_modules', '.made-from');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
