import { join } from 'node:path';
import { HostPool } from '../actions/host/HostPool.ts';
import { type PluginFolder, packageFolder } from '../actions/PluginFolder.ts';
import { Plugins } from '../actions/Plugins.ts';
import { StartupError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Closing } from './Closing.ts';
import { rootFolder } from './checkout.ts';
import type { Options } from './options.ts';

/** The plugins of a process, and where those run that run in processes of their own. */
export interface OpenPlugins {
  readonly actions: Plugins;
  readonly hosts: HostPool;
}

/** Loads the plugins, and follows their changes. Throws `StartupError` where a package is named that is not installed. */
export async function openPlugins(options: Options, log: Logger, closing: Closing): Promise<OpenPlugins> {
  const { graceSeconds, processes, egressAllow, egressDeny } = options;
  const hosts = new HostPool({
    limit: processes,
    graceMs: graceSeconds * 1000,
    egress: { allow: egressAllow, deny: egressDeny },
  });
  closing.add(() => hosts.close());
  const actions = await Plugins.load({
    folders: [join(rootFolder(), 'plugins'), ...options.plugins],
    packages: options.pluginPackages.map(folderOf),
    rules: options,
    hosts,
    log,
  });
  await actions.follow();
  closing.add(async () => actions.close());
  return { actions, hosts };
}

function folderOf(name: string): PluginFolder {
  try {
    return packageFolder(name, process.cwd());
  } catch (cause) {
    throw new StartupError(`The plugin package '${name}' is not installed where the service was started.`, { cause });
  }
}
