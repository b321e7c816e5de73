import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, StartupError } from '../base/errors.ts';
import { closest } from './closest.ts';
import { OPTION_FLAGS, OPTION_ROWS, type OptionName } from './optionTable.ts';

/** A value as it was given, and where. */
export interface Given {
  readonly value: unknown;
  /** As it is named to people: `--port`, `TRAMONTANE_PORT`, `port in tramontane.json`. */
  readonly source: string;
  /** What relative paths are relative to. */
  readonly folder: string;
}

export type Givens = ReadonlyMap<OptionName, Given>;

const DEFAULT_FILE = 'tramontane.json';

/** What stands on the command line; `config` is where to find the file. */
export function fromFlags(args: readonly string[], folder: string): { givens: Givens; config: string | undefined } {
  const found = new Map<string, string[]>();
  for (const { name, value } of readFlags(args)) found.set(name, [...(found.get(name) ?? []), value]);
  const givens = new Map<OptionName, Given>();
  for (const [name, { flag, separator }] of OPTION_ROWS) {
    const texts = found.get(flag);
    if (!texts) continue;
    const value = separator === undefined ? texts.at(-1) : texts.flatMap((text) => split(text, separator));
    givens.set(name, { value, source: `--${flag}`, folder });
  }
  return { givens, config: found.get('config')?.at(-1) };
}

function readFlags(args: readonly string[]): { name: string; value: string }[] {
  const options = Object.fromEntries(OPTION_FLAGS.map((flag) => [flag, { type: 'string' as const }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind === 'option-terminator') return [];
    if (token.kind === 'positional') throw new StartupError(`Unexpected argument '${token.value}'.`);
    const { name, rawName, value, inlineValue } = token;
    if (!OPTION_FLAGS.includes(name))
      throw new StartupError(`Unknown option ${rawName}.${suggest(name, OPTION_FLAGS, '--')}`);
    const isMissing = value === undefined || value === '' || (!inlineValue && value.startsWith('-'));
    if (isMissing) throw new StartupError(`Option ${rawName} needs a value.`);
    return [{ name, value }];
  });
}

/** What the environment says. An empty variable is as good as none. */
export function fromEnvironment(env: NodeJS.ProcessEnv, folder: string): Givens {
  const givens = new Map<OptionName, Given>();
  for (const [name, { variable, separator }] of OPTION_ROWS) {
    const text = env[variable];
    if (!text || isKubernetesLink(text)) continue;
    givens.set(name, { value: separator === undefined ? text : split(text, separator), source: variable, folder });
  }
  return givens;
}

/** Kubernetes sets TRAMONTANE_PORT=tcp://… in every pod beside a service called tramontane. That is not for us. */
function isKubernetesLink(text: string): boolean {
  return /^(tcp|udp):\/\//.test(text);
}

/** What the file says: the one named, which must be there, else `tramontane.json` if it is. */
export function fromFile(config: string | undefined, folder: string): Givens {
  const name = config ?? DEFAULT_FILE;
  const path = resolve(folder, name);
  const content = readJson(path, name, config !== undefined);
  const givens = new Map<OptionName, Given>();
  const names = OPTION_ROWS.map(([option]) => option);
  for (const [key, value] of Object.entries(content)) {
    const known = names.find((option) => option === key);
    if (!known) throw new StartupError(`Unknown option '${key}' in ${name}.${suggest(key, names, '')}`);
    givens.set(known, { value, source: `${key} in ${name}`, folder: dirname(path) });
  }
  return givens;
}

function readJson(path: string, name: string, isNeeded: boolean): object {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent && !isNeeded) return {};
    throw new StartupError(`${name} cannot be read: ${isAbsent ? 'there is no such file' : messageOf(error)}.`, {
      cause: error,
    });
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) {
    throw new StartupError(`${name} must be a JSON object.`);
  }
  return content;
}

function split(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function suggest(word: string, names: readonly string[], prefix: string): string {
  const meant = closest(word, names);
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
}
