import { messageOf } from '../base/errors.ts';
import type { PluginHome } from './Action.ts';
import { type HostPool, limitsOf } from './host/HostPool.ts';
import { pluginOf } from './host/PluginReport.ts';
import { brokenPlugin, MEMORY_MEGABYTES, type Plugin } from './loadPlugin.ts';
import { checksumOf, type PluginFolder } from './PluginFolder.ts';

/** Has a plugin loaded by a process of its own, which describes it: nothing of it runs here. Never rejects. */
export async function loadHosted(folder: PluginFolder, pool: HostPool): Promise<Plugin> {
  const { name, path, entry } = folder;
  try {
    const checksum = await checksumOf(folder);
    const bare: PluginHome = {
      name,
      path,
      entry,
      checksum,
      permissions: {},
      environment: [],
      memoryMegabytes: MEMORY_MEGABYTES,
    };
    const report = await pool.describe(bare);
    const home = { ...bare, ...limitsOf(report) };
    return { ...pluginOf(report, home), checksum, isolation: 'process' };
  } catch (error) {
    return { ...brokenPlugin(name, path, [messageOf(error)]), isolation: 'process' };
  }
}
