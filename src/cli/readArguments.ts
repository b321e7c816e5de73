import { parseArgs } from 'node:util';
import { WrongUse } from './WrongUse.ts';

/** What a command line may hold. */
export interface Syntax {
  /** Options with a value. */
  readonly valued: readonly string[];
  /** Options without one. */
  readonly switches: readonly string[];
  /** Options that are not for this command but for the service; each with a value. */
  readonly foreign: readonly string[];
  /** The name that was probably meant. */
  readonly closest: Closest;
}

export type Closest = (word: string, names: readonly string[]) => string | undefined;

/** A command line taken apart; nothing has been looked into yet. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** By name; of an option given twice the last one. A switch has an empty text. */
  readonly given: ReadonlyMap<string, string>;
  /** The foreign ones, as they are given to those who read them. */
  readonly passedOn: readonly string[];
}

/** Takes a command line apart. Throws `WrongUse` of one line. */
export function readArguments(args: readonly string[], { valued, switches, foreign, closest }: Syntax): Arguments {
  const withValue = [...valued, ...foreign];
  const options = Object.fromEntries(withValue.map((flag) => [flag, { type: 'string' as const }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const positionals: string[] = [];
  const given = new Map<string, string>();
  const passedOn: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const isSwitch = switches.includes(name);
    if (isSwitch && value === undefined) given.set(name, '');
    else if (isSwitch) throw new WrongUse(`Option ${rawName} takes no value.`);
    else if (!withValue.includes(name))
      throw new WrongUse(unknown(rawName, closest(name, [...withValue, ...switches])));
    else if (!value || isFlag(value, inlineValue)) throw new WrongUse(`Option ${rawName} needs a value.`);
    else if (foreign.includes(name)) passedOn.push(`--${name}=${value}`);
    else given.set(name, value);
  }
  return { positionals, given, passedOn };
}

/** The value of an option that is one of a few words, the first of them where it is not given. Throws `WrongUse`. */
export function choiceOf<Word extends string>(
  given: ReadonlyMap<string, string>,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const value = given.get(name);
  if (value === undefined) return words[0];
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new WrongUse(`--${name} must be one of ${words.join(', ')}, not ${JSON.stringify(value)}.`);
}

/** A lone dash is a value: standard input. */
function isFlag(value: string, isInline: boolean | undefined): boolean {
  return !isInline && value.length > 1 && value.startsWith('-');
}

function unknown(rawName: string, meant: string | undefined): string {
  return `Unknown option ${rawName}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`;
}
