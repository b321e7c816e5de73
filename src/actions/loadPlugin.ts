import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { messageOf } from '../base/errors.ts';
import { type Action, describeAction } from './Action.ts';
import { checksumOf, type PluginFolder } from './PluginFolder.ts';
import { installPluginResolution, versionedUrl } from './resolution.ts';
import { isPlugin, type PluginDefinition } from './sdk.ts';

/** A plugin that was found, working or not. */
export interface Plugin {
  /** Of the folder, where the plugin could not say its own. */
  readonly name: string;
  readonly version: string | undefined;
  readonly description: string | undefined;
  readonly path: string;
  /** Of its files as they were loaded; absent where they could not be read. */
  readonly checksum: string | undefined;
  readonly actions: readonly Action[];
  /** Why it does not work, or not wholly. */
  readonly problems: readonly string[];
}

/** Loads a plugin as its files are now, beside what was loaded from the folder before. Never rejects. */
export async function loadPlugin(folder: PluginFolder): Promise<Plugin> {
  const { name, path } = folder;
  const broken = { name, version: undefined, description: undefined, path, checksum: undefined, actions: [] };
  let checksum: string | undefined;
  try {
    checksum = await checksumOf(folder);
    const definition = await importDefinition(folder, checksum);
    return { ...broken, ...describePlugin(definition), checksum };
  } catch (error) {
    return { ...broken, checksum, problems: [reasonOf(error, folder)] };
  }
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
  const { name, version, description } = definition;
  const problems: string[] = [];
  const actions: Action[] = [];
  for (const action of definition.actions) {
    try {
      actions.push(describeAction(action, definition));
    } catch (error) {
      problems.push(`action '${action.name}': ${messageOf(error)}`);
    }
  }
  return { name, version, description, actions, problems };
}

/** Node tells the place of a syntax error in the first line of its stack only. */
function reasonOf(error: unknown, folder: PluginFolder): string {
  if (!(error instanceof SyntaxError)) return messageOf(error);
  const [, where, line] = /^([^\n]+?)(?:\?[^\n]*?)?:(\d+)\n/.exec(error.stack ?? '') ?? [];
  if (!where) return error.message;
  const file = where.startsWith('file:') ? fileURLToPath(where) : where;
  return `${relative(folder.path, file)}:${line}: ${error.message}`;
}
