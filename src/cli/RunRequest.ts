import { type Closest, readArguments } from './readArguments.ts';
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
  readonly closest: Closest;
}

const VALUED = ['workflow', 'input', 'env', 'server'];

/** Reads the command line of `run`. Throws `WrongUse` of one line. */
export function readRunRequest(args: readonly string[], { flags, closest }: Foreign): RunRequest {
  const syntax = { valued: VALUED, switches: ['json'], foreign: flags, closest };
  const { positionals, given, passedOn } = readArguments(args, syntax);
  const [file, further] = positionals;
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
    isJson: given.has('json'),
    passedOn,
  };
}
