import { basename } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { ActionRegistry } from './ActionRegistry.ts';
import { brokenPlugin, loadPlugin, type Plugin } from './loadPlugin.ts';
import { findPluginFolders } from './PluginFolder.ts';

/**
 * Loads every plugin below the given folders, in their order: the checkout's `plugins/` first, then those of `PLUGINS_PATH`.
 * Never rejects: what cannot be loaded is in `plugins()` of the registry, with the reason.
 */
export async function loadPlugins(folders: readonly string[]): Promise<ActionRegistry> {
  const plugins: Plugin[] = [];
  // One after another, so that what a plugin prints or breaks while loading can be told from its neighbour's.
  for (const folder of folders) plugins.push(...(await loadFolder(folder)));
  return new ActionRegistry(plugins);
}

async function loadFolder(path: string): Promise<Plugin[]> {
  try {
    const plugins: Plugin[] = [];
    for (const folder of await findPluginFolders(path)) plugins.push(await loadPlugin(folder));
    return plugins;
  } catch (error) {
    return [brokenPlugin(basename(path), path, [messageOf(error)])];
  }
}
