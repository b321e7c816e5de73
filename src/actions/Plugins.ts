import { basename } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Action, PluginHome } from './Action.ts';
import { ActionRegistry, type Actions } from './ActionRegistry.ts';
import { FolderWatch } from './FolderWatch.ts';
import type { HostPool } from './host/HostPool.ts';
import { loadHosted } from './loadHosted.ts';
import { brokenPlugin, loadPlugin, type Plugin } from './loadPlugin.ts';
import { checksumOf, findPluginFolders, foldersOf, type PluginFolder, placesIn } from './PluginFolder.ts';
import { isActionAllowed, isPluginAllowed, type PluginRules } from './PluginRules.ts';

export interface PluginSources {
  /** Folders that are a plugin or hold some, in the order in which they count: of two of one name the first does. */
  readonly folders: readonly string[];
  /** Installed packages that are plugins. */
  readonly packages: readonly PluginFolder[];
  readonly rules: PluginRules;
  /** Where plugins run that do not run in this process. */
  readonly hosts: HostPool;
  readonly log: Logger;
}

/**
 * The plugins as their files are: loads those that are new or have changed beside what was loaded before, and says so. A run
 * that has begun keeps the `Action` it began with. A plugin that cannot be loaded any more stays what it was, with the reason.
 */
export class Plugins implements Actions {
  private registry = new ActionRegistry([]);
  /** What each folder holds as it was loaded, by path. */
  private loaded = new Map<string, Plugin>();
  private readonly listeners = new Set<() => void>();
  private readonly watch: FolderWatch;
  private isFollowing = false;

  private constructor(private readonly sources: PluginSources) {
    this.watch = new FolderWatch(() => this.reload(), sources.log);
  }

  /** Loads what there is. Never rejects: what cannot be loaded is in `plugins()`, with the reason. */
  static async load(sources: PluginSources): Promise<Plugins> {
    const plugins = new Plugins(sources);
    await plugins.reload();
    return plugins;
  }

  get(name: string): Action | undefined {
    return this.registry.get(name);
  }

  list(): readonly Action[] {
    return this.registry.list();
  }

  plugins(): readonly Plugin[] {
    return this.registry.plugins();
  }

  /** Called after plugins have come, changed or gone. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Begins to look out for changes of the files. */
  async follow(): Promise<void> {
    this.isFollowing = true;
    await this.watch.follow(await this.watchedFolders());
  }

  close(): void {
    this.watch.close();
  }

  private async reload(): Promise<void> {
    const before = this.loaded;
    const found = await this.findFolders();
    const plugins = await Promise.all(found.map((each) => ('problems' in each ? each : this.current(each, before))));
    this.loaded = new Map(plugins.map((plugin) => [plugin.path, plugin]));
    const isSame = before.size === this.loaded.size && plugins.every((plugin) => before.get(plugin.path) === plugin);
    if (!isSame) this.adopt(plugins, before);
    if (this.isFollowing) await this.follow();
  }

  private adopt(plugins: readonly Plugin[], before: ReadonlyMap<string, Plugin>): void {
    this.registry = new ActionRegistry(plugins.map((plugin) => this.restricted(plugin)));
    for (const plugin of this.registry.plugins()) this.tell(plugin, before.get(plugin.path));
    const homes = this.list().flatMap(({ home }): PluginHome[] => (home ? [home] : []));
    this.sources.hosts.retire(homes);
    for (const listener of this.listeners) listener();
  }

  /** What a folder holds now: what was loaded from it, unless its files are others. */
  private async current(folder: PluginFolder, loaded: ReadonlyMap<string, Plugin>): Promise<Plugin> {
    const before = loaded.get(folder.path);
    const checksum = await checksumOf(folder).catch(() => undefined);
    if (before && checksum !== undefined && before.foundChecksum === checksum) return before;
    const { rules, hosts } = this.sources;
    const isHere = rules.inProcess.includes(folder.name);
    const plugin = isHere ? await loadPlugin(folder) : await loadHosted(folder, hosts);
    const found = { ...plugin, foundChecksum: checksum };
    if (found.version !== undefined || before?.version === undefined) return found;
    const problems = found.problems.map((problem) => `${problem} (version ${before.version} is still in use)`);
    return { ...before, problems, foundChecksum: checksum };
  }

  /** Folders of plugins, each name once; in the place of what cannot be a plugin, a report that says why. */
  private async findFolders(): Promise<(PluginFolder | Plugin)[]> {
    const { folders, packages, rules } = this.sources;
    const groups = await Promise.all(
      folders.map((path) =>
        findPluginFolders(path).catch((error: unknown) => [brokenPlugin(basename(path), path, [messageOf(error)])]),
      ),
    );
    const first = new Map<string, string>();
    return [...groups.flat(), ...packages].map((each) => {
      if ('problems' in each) return each;
      const { name, path } = each;
      if (!isPluginAllowed(rules, name)) return this.refused(each, 'it is not allowed by the configuration');
      const other = first.get(name);
      if (other !== undefined) return this.refused(each, `a plugin '${name}' exists already, in ${other}`);
      first.set(name, path);
      return each;
    });
  }

  /** Reported the same way each time, so that it is no change. */
  private refused({ name, path }: PluginFolder, problem: string): Plugin {
    const before = this.loaded.get(path);
    return before?.problems.includes(problem) ? before : brokenPlugin(name, path, [problem]);
  }

  private restricted(plugin: Plugin): Plugin {
    const isAllowed = ({ name }: Action) => isActionAllowed(this.sources.rules, name);
    const denied = plugin.actions.filter((action) => !isAllowed(action));
    if (denied.length === 0) return plugin;
    const problems = denied.map(({ name }) => `action '${name}' is not allowed by the configuration`);
    return { ...plugin, actions: plugin.actions.filter(isAllowed), problems: [...plugin.problems, ...problems] };
  }

  private tell({ name, version, checksum, problems }: Plugin, before: Plugin | undefined): void {
    const { log } = this.sources;
    if (problems.length > 0 && problems.join() !== before?.problems.join()) {
      log.warn({ plugin: name, problems }, 'plugin not loaded whole');
    }
    if (before && version !== undefined && checksum !== before.checksum) {
      log.info({ plugin: name, version, checksum }, 'plugin loaded anew');
    }
  }

  private async watchedFolders(): Promise<string[]> {
    const { folders, packages } = this.sources;
    const own = [...this.loaded.keys(), ...packages.map(({ path }) => path)];
    const inside = await Promise.all([
      ...folders.map((path) => placesIn(path).catch(() => [])),
      ...own.map((path) => foldersOf(path).catch(() => [])),
    ]);
    return [...new Set([...folders, ...inside.flat()])];
  }
}
