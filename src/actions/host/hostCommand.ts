import { readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginHome } from '../Action.ts';

/** A program, its arguments and its environment. */
export interface HostCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const HERE = import.meta.url;
const IS_SOURCE = HERE.endsWith('.ts');
const MAIN = fileURLToPath(new URL(IS_SOURCE ? './main.ts' : './main.js', HERE));
/** The sources, or what was built of them. */
const PROGRAM = fileURLToPath(new URL('../../', HERE));

/** What a program needs to find others, and to show times and texts as usual. Nothing here is anybody's secret. */
const HARMLESS = [
  'PATH',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'NODE_EXTRA_CA_CERTS',
];
/** What the service itself is told; a plugin is not told, whatever it is called. */
const OWN = /^(TRAMONTANE_|DATABASE_URL$|QUEUE_URL$|PLUGINS_PATH$|PG|NODE_)/;
/** What the system shows of itself, the environments of processes among it. */
const SYSTEM_FOLDERS = new Set(['proc', 'sys', 'dev']);
/** What Node needs beside the heap that it is limited to. */
const OVERHEAD_MEGABYTES = 1024;

/**
 * How to start the process of a plugin: with a heap and, where the system can do that, a whole memory of limited size; with an
 * environment of its own; and by Node's permission model with no files but its own, no further processes, threads and native
 * code, unless it declares that it needs them.
 *
 * The permission model is no wall against code that was written to break it; it is one of several.
 */
export function hostCommand(home: PluginHome, environment: NodeJS.ProcessEnv = process.env): HostCommand {
  const args = [
    `--max-old-space-size=${home.memoryMegabytes}`,
    ...permissionFlags(home),
    ...(IS_SOURCE ? ['--experimental-transform-types'] : []),
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    MAIN,
  ];
  return { ...withMemoryLimit(process.execPath, args, home.memoryMegabytes), env: environmentOf(home, environment) };
}

function permissionFlags({ path, permissions: { read = [], write = [], run = false } }: PluginHome): string[] {
  const own = [
    path,
    ...packagesAround(path),
    PROGRAM,
    join(PROGRAM, '../package.json'),
    join(PROGRAM, '../../package.json'),
  ];
  const readable = new Set([...own, ...own.map(realPath), ...zodFolders(), ...read.flatMap(expand)]);
  return [
    '--permission',
    ...[...readable].map((each) => `--allow-fs-read=${each}`),
    ...write.flatMap(expand).map((each) => `--allow-fs-write=${each}`),
    ...(run ? ['--allow-child-process', '--allow-worker', '--allow-addons'] : []),
  ];
}

/** Installed packages find each other in the `node_modules` that they lie in. */
function packagesAround(path: string): string[] {
  const at = path.lastIndexOf(`${sep}node_modules${sep}`);
  return at < 0 ? [] : [join(path.slice(0, at), 'node_modules')];
}

/** Where `zod` is found from here, whatever folder that is. */
function zodFolders(): string[] {
  const folder = fileURLToPath(new URL('.', import.meta.resolve('zod')));
  return [folder, realPath(folder)];
}

/** `*`: everything but what the system shows of itself. */
function expand(pattern: string): string[] {
  if (pattern !== '*') return [pattern, realPath(pattern)];
  if (process.platform !== 'linux') return ['*'];
  return readdirSync('/')
    .filter((name) => !SYSTEM_FOLDERS.has(name))
    .map((name) => join('/', name));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Beside a little that is harmless only what it declares, and of that only what is named after it. */
function environmentOf({ name, environment = [] }: PluginHome, all: NodeJS.ProcessEnv): Record<string, string> {
  const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
  const own = environment.filter((variable) => variable.startsWith(prefix) && !OWN.test(variable));
  const entries = [...HARMLESS, ...own].map((variable) => [variable, all[variable]] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** The heap's limit says nothing of what lies outside it, such as buffers. */
function withMemoryLimit(node: string, args: readonly string[], megabytes: number): Pick<HostCommand, 'file' | 'args'> {
  if (process.platform !== 'linux') return { file: node, args };
  const kilobytes = (megabytes + OVERHEAD_MEGABYTES) * 1024;
  return { file: '/bin/sh', args: ['-c', `ulimit -d ${kilobytes}; ulimit -c 0; exec "$0" "$@"`, node, ...args] };
}
