import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { run } from './run.mjs';
import { SetupError, say } from './say.mjs';

const SOURCES = ['src', 'ormconfig.ts', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** Whether `dist/` was made from these sources. */
export function isBuilt(root) {
  return readStamp(root) === fingerprint(root);
}

/** Compiles beside `dist/` and then changes places, so that a failed or interrupted build leaves the last good one. */
export async function build(root, node) {
  const made = fingerprint(root);
  if (readStamp(root) === made) return;
  say('building …');
  const [fresh, old] = [join(root, 'dist.new'), join(root, 'dist.old')];
  rmSync(fresh, { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const ended = await run(node, [tsc, '-p', 'tsconfig.build.json', '--outDir', 'dist.new'], { cwd: root });
  if (ended.code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    process.stderr.write(ended.output);
    throw new SetupError('the build failed; the messages of the compiler are above.');
  }
  writeFileSync(join(fresh, '.made-from'), made);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
  renameSync(fresh, join(root, 'dist'));
  rmSync(old, { recursive: true, force: true });
}

function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((name) => filesBelow(join(root, name)))) {
    const content = readFileSync(path);
    hash.update(`${relative(root, path).split(sep).join('/')} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  try {
    const names = readdirSync(path).sort();
    return names.flatMap((name) => filesBelow(join(path, name)));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

function readStamp(root) {
  try {
    return readFileSync(join(root, 'dist', '.made-from'), 'utf8');
  } catch {
    return undefined;
  }
}
