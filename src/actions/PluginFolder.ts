import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** A folder that holds a plugin, before anything of it has run. */
export interface PluginFolder {
  readonly name: string;
  readonly path: string;
  /** The file that exports the plugin. */
  readonly entry: string;
}

/** The plugins below a folder, by name; the folder itself, where it is one. A folder that cannot be read rejects. */
export async function findPluginFolders(path: string): Promise<PluginFolder[]> {
  const itself = await asPlugin(path);
  if (itself) return [itself];
  const children = await placesIn(path);
  const found = await Promise.all(children.map((child) => asPlugin(child).catch(() => undefined)));
  return found.filter((folder) => folder !== undefined);
}

/** The folders in which plugins may be that lie in a folder, also those that are empty so far. */
export async function placesIn(path: string): Promise<string[]> {
  const children = await readdir(path, { withFileTypes: true });
  const names = children.filter((child) => !child.isFile() && !isHidden(child.name)).map((child) => child.name);
  return names.sort().map((name) => join(path, name));
}

/** SHA-256 over the names and contents of a plugin's own files; installed packages are not its own. */
export async function checksumOf(folder: PluginFolder): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesBelow(folder.path)) {
    const content = await readFile(file);
    hash.update(`${relative(folder.path, file).split(sep).join('/')} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** A plugin's folder and those in it; installed packages are not its own. */
export async function foldersOf(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name));
  const nested = await Promise.all(folders.map(({ name }) => foldersOf(join(path, name))));
  return [path, ...nested.flat()];
}

/**
 * The folder of an installed package that is a plugin, as somebody in `from` would import it. The plugin in it is called as the
 * package, without its scope and `tramontane-plugin-`. Throws where there is no such package.
 */
export function packageFolder(name: string, from: string): PluginFolder {
  const entry = createRequire(join(from, 'package.json')).resolve(name);
  const marker = `${sep}node_modules${sep}${name.split('/').join(sep)}${sep}`;
  const at = entry.lastIndexOf(marker);
  const path = at < 0 ? dirname(entry) : entry.slice(0, at + marker.length - 1);
  return { name: (name.split('/').at(-1) as string).replace(/^tramontane-plugin-/, ''), path, entry };
}

async function asPlugin(path: string): Promise<PluginFolder | undefined> {
  const names = await readdir(path);
  const entry = ['index.ts', 'index.js'].find((name) => names.includes(name));
  return entry ? { name: basename(resolve(path)), path: resolve(path), entry: resolve(path, entry) } : undefined;
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !isHidden(name));
  const nested = await Promise.all(
    entries.map((entry) => {
      const full = join(path, entry.name);
      if (entry.isDirectory()) return filesBelow(full);
      return entry.isFile() ? [full] : [];
    }),
  );
  return nested.flat().sort();
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}
