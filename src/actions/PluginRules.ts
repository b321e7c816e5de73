/** What whoever runs the service wants of the plugins. Patterns are names in which `*` stands for anything. */
export interface PluginRules {
  /** Names of plugins that run within the service, and not in processes of their own. */
  readonly inProcess: readonly string[];
  /** Patterns of the plugins that may be loaded; all where there are none. */
  readonly allowPlugins: readonly string[];
  readonly denyPlugins: readonly string[];
  /** Patterns of the actions that there may be; all where there are none. */
  readonly allowActions: readonly string[];
  readonly denyActions: readonly string[];
}

export function isPluginAllowed({ allowPlugins, denyPlugins }: PluginRules, name: string): boolean {
  return isAllowed(allowPlugins, denyPlugins, name);
}

export function isActionAllowed({ allowActions, denyActions }: PluginRules, name: string): boolean {
  return isAllowed(allowActions, denyActions, name);
}

/** Being denied counts for more. */
function isAllowed(allow: readonly string[], deny: readonly string[], name: string): boolean {
  return !deny.some((pattern) => fits(pattern, name)) && (allow.length === 0 || allow.some((each) => fits(each, name)));
}

function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  const last = rest.pop() as string;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let left = name.slice(first.length, name.length - last.length);
  for (const part of rest) {
    const at = left.indexOf(part);
    if (at < 0) return false;
    left = left.slice(at + part.length);
  }
  return true;
}
