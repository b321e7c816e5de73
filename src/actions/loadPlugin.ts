import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { messageOf } from '../base/errors.ts';
import { type Action, describeAction, type PluginPermissions } from './Action.ts';
import { checksumOf, type PluginFolder } from './PluginFolder.ts';
import { installPluginResolution, versionedUrl } from './resolution.ts';
import { isPlugin, type PluginDefinition } from './sdk.ts';

/** What the process of an action may use that does not say how much it needs. */
export const MEMORY_MEGABYTES = 512;
/** Less, and it does not start. */
const MEMORY_LEAST = 64;

/** A plugin that was found, working or not. */
export interface Plugin {
  /** Of the folder, where the plugin could not say its own. */
  readonly name: string;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly path: string;
  /** Of its files as they were loaded; absent where they could not be read. */
  readonly checksum: string | undefined;
  /** Of its files as they were looked at last: another where they could not be loaded. */
  readonly foundChecksum?: string | undefined;
  readonly actions: readonly Action[];
  /** `process`: in processes of its own. */
  readonly isolation: 'in-process' | 'process';
  /** What it declares, see the SDK. */
  readonly permissions: PluginPermissions;
  readonly environment: readonly string[];
  readonly memoryMegabytes: number;
  /** Why it does not work, or not wholly. */
  readonly problems: readonly string[];
}

/** Loads a plugin as its files are now, beside what was loaded from the folder before. Never rejects. */
export async function loadPlugin(folder: PluginFolder): Promise<Plugin> {
  const { name, path } = folder;
  const broken = brokenPlugin(name, path, []);
  let checksum: string | undefined;
  try {
    checksum = await checksumOf(folder);
    const definition = await importDefinition(folder, checksum);
    return { ...broken, ...describePlugin(definition), checksum };
  } catch (error) {
    return { ...broken, checksum, problems: [reasonOf(error, folder)] };
  }
}

/** A plugin of which nothing is known but what is wrong with it. */
export function brokenPlugin(name: string, path: string, problems: readonly string[]): Plugin {
  return {
    name,
    version: undefined,
    description: undefined,
    path,
    checksum: undefined,
    actions: [],
    isolation: 'in-process',
    permissions: {},
    environment: [],
    memoryMegabytes: MEMORY_MEGABYTES,
    problems,
  };
}

async function importDefinition(folder: PluginFolder, checksum: string): Promise<PluginDefinition> {
  installPluginResolution();
  const module = (await import(/* @vite-ignore */ versionedUrl(pathToFileURL(folder.entry), checksum))) as {
    default?: unknown;
  };
  if (!isPlugin(module.default)) throw new TypeError('its default export is not made by definePlugin({ … })');
  const { name } = module.default;
  // Secrets are given to plugins by name, so nobody may take another's.
  if (name !== folder.name) throw new TypeError(`it calls itself '${name}', but its folder is '${folder.name}'`);
  return module.default;
}

function describePlugin(definition: PluginDefinition) {
  const { name, version, description, permissions = {}, environment = [] } = definition;
  const problems: string[] = [];
  const actions: Action[] = [];
  for (const action of definition.actions) {
    try {
      actions.push(describeAction(action, definition));
    } catch (error) {
      problems.push(`action '${action.name}': ${messageOf(error)}`);
    }
  }
  const memoryMegabytes = Math.max(
    ...actions.map((action) => action.memoryMegabytes ?? MEMORY_MEGABYTES),
    MEMORY_LEAST,
  );
  return { name, version, description, permissions, environment, memoryMegabytes, actions, problems };
}

/** Node tells the place of a syntax error in the first line of its stack only. */
function reasonOf(error: unknown, folder: PluginFolder): string {
  if (!(error instanceof SyntaxError)) return messageOf(error);
  const [, where, line] = /^([^\n]+?)(?:\?[^\n]*?)?:(\d+)\n/.exec(error.stack ?? '') ?? [];
  if (!where) return error.message;
  const file = where.startsWith('file:') ? fileURLToPath(where) : where;
  return `${relative(folder.path, file)}:${line}: ${error.message}`;
}
