import { parseArgs } from 'node:util';
import { WrongUse } from './WrongUse.ts';

/** What `tramontane run` was asked for, as texts that have not been looked into yet. */
export interface RunRequest {
  readonly file: string;
  readonly workflow: string | undefined;
  /** JSON, `@file`, or `-` for standard input. */
  readonly input: string | undefined;
  readonly env: string | undefined;
  readonly server: string | undefined;
  readonly isJson: boolean;
  /** What is not for this command but for the service it may have to start. */
  readonly passedOn: readonly string[];
}

/** What the command line may hold beside the options of `run`. */
export interface Foreign {
  /** Names of options, each with a value. */
  readonly flags: readonly string[];
  /** The name that was probably meant. */
  readonly closest: (word: string, names: readonly string[]) => string | undefined;
}

const VALUED = ['workflow', 'input', 'env', 'server'] as const;
const SWITCH = 'json';

/** Reads the command line of `run`. Throws `WrongUse` of one line. */
export function readRunRequest(args: readonly string[], { flags, closest }: Foreign): RunRequest {
  const valued = [...VALUED, ...flags];
  const options = Object.fromEntries(valued.map((flag) => [flag, { type: 'string' as const }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const files: string[] = [];
  const given = new Map<string, string>();
  const passedOn: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') files.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (name === SWITCH && value === undefined) given.set(SWITCH, '');
    else if (name === SWITCH) throw new WrongUse(`Option ${rawName} takes no value.`);
    else if (!valued.includes(name)) throw new WrongUse(unknown(rawName, closest(name, [...valued, SWITCH])));
    else if (!value || isFlag(value, token.inlineValue)) throw new WrongUse(`Option ${rawName} needs a value.`);
    else if (flags.includes(name)) passedOn.push(`--${name}=${value}`);
    else given.set(name, value);
  }
  const [file, further] = files;
  if (file === undefined) throw new WrongUse('Which file? tramontane run FILE; --help says more.');
  if (further !== undefined) throw new WrongUse(`Unexpected argument '${further}': one file at a time.`);
  const [input, env] = [given.get('input'), given.get('env')];
  if (input === '-' && env === '-')
    throw new WrongUse('Only one of --input and --env can be read from standard input.');
  return {
    file,
    workflow: given.get('workflow'),
    input,
    env,
    server: given.get('server'),
    isJson: given.has(SWITCH),
    passedOn,
  };
}

/** A lone dash is a value: standard input. */
function isFlag(value: string, isInline: boolean | undefined): boolean {
  return !isInline && value.length > 1 && value.startsWith('-');
}

function unknown(rawName: string, meant: string | undefined): string {
  return `Unknown option ${rawName}.${meant === undefined ? '' : ` Did you mean --${meant}?`}`;
}
