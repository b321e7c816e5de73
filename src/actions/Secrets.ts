import { readFileSync } from 'node:fs';
import { messageOf, StartupError } from '../base/errors.ts';
import type { Action } from './Action.ts';

const PREFIX = 'TRAMONTANE_SECRET_';

/** Values by name, for each plugin. */
type SecretTable = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The secrets of plugins. An action gets those that it declares, of its own plugin: `TRAMONTANE_SECRET_<PLUGIN>__<NAME>` of the
 * environment (the plugin in capitals, `-` as `_`), else what a JSON file has, `{"<plugin>": {"<NAME>": "…"}}`.
 */
export class Secrets {
  private constructor(
    private readonly fromEnvironment: ReadonlyMap<string, string>,
    private readonly fromFile: SecretTable,
  ) {}

  static readonly none = new Secrets(new Map(), new Map());

  /** Throws `StartupError` where the file cannot be read; its content is in no message. */
  static read(env: NodeJS.ProcessEnv, file: string | undefined): Secrets {
    const given = Object.entries(env).filter(([name, value]) => name.startsWith(PREFIX) && value);
    return new Secrets(new Map(given as [string, string][]), file === undefined ? new Map() : readTable(file));
  }

  /** What the action declares and somebody has set. */
  of({ plugin, secrets }: Pick<Action, 'plugin' | 'secrets'>): Readonly<Record<string, string>> {
    const found = secrets.map((name) => [name, this.valueOf(plugin, name)] as const);
    return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  private valueOf(plugin: string, name: string): string | undefined {
    const variable = `${PREFIX}${plugin.toUpperCase().replaceAll('-', '_')}__${name}`;
    return this.fromEnvironment.get(variable) ?? this.fromFile.get(plugin)?.get(name);
  }
}

function readTable(file: string): SecretTable {
  const content = parse(file);
  if (!isObject(content)) throw wrong(file);
  return new Map(
    Object.entries(content).map(([plugin, members]) => {
      if (!isObject(members)) throw wrong(file);
      const values = Object.entries(members);
      if (!values.every((entry): entry is [string, string] => typeof entry[1] === 'string')) throw wrong(file);
      return [plugin, new Map(values)];
    }),
  );
}

/** Without the parser's words, which quote what it stumbles over. */
function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartupError(`The secrets cannot be read: ${messageOf(cause)}.`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(file);
  }
}

function wrong(file: string): StartupError {
  return new StartupError(`${file} must be a JSON object of secrets by plugin: {"acme": {"ACME_TOKEN": "…"}}.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
