import type { Action } from './Action.ts';
import type { Plugin } from './loadPlugin.ts';

/** The actions there are, and the plugins they come from. What it answers may be another a moment later. */
export interface Actions {
  get(name: string): Action | undefined;
  /** By name. */
  list(): readonly Action[];
  /** In the order they were loaded, the broken ones with their problems. */
  plugins(): readonly Plugin[];
}

/**
 * The actions there are, and the plugins they come from: a picture that does not change. Plugins that have changed make a
 * new registry, and a run that has begun keeps the `Action` it began with.
 */
export class ActionRegistry implements Actions {
  private readonly actions = new Map<string, Action>();
  private readonly reports: Plugin[] = [];

  /** Of two actions with one name the first counts; the second is reported with its plugin. */
  constructor(plugins: readonly Plugin[]) {
    for (const plugin of plugins) this.add(plugin);
  }

  get(name: string): Action | undefined {
    return this.actions.get(name);
  }

  list(): readonly Action[] {
    return [...this.actions.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  plugins(): readonly Plugin[] {
    return this.reports;
  }

  private add(plugin: Plugin): void {
    const own: Action[] = [];
    const problems = [...plugin.problems];
    for (const action of plugin.actions) {
      const earlier = this.actions.get(action.name);
      if (earlier) problems.push(`action '${action.name}' exists already, in plugin '${earlier.plugin}'`);
      else {
        own.push(action);
        this.actions.set(action.name, action);
      }
    }
    this.reports.push({ ...plugin, actions: own, problems });
  }
}
