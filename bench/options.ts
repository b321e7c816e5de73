import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  readonly isQuick: boolean;
  /** A file for the JSON, `-` for standard output, or none. */
  readonly json: string | undefined;
  /** Where the data directory is made, and so the disk that is measured. */
  readonly folder: string;
}

export const USAGE = `npm run bench -- [--quick] [--json [FILE]] [--dir FOLDER]
  --quick      a run of half a minute, to see that everything works
  --json       the result as JSON, on standard output or in FILE
  --dir        where the data directory is made (${tmpdir()}): its disk decides what a commit costs`;

/** Throws `TypeError` for what is no option. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: args.map((arg, index) => (arg === '--json' && !isFile(args[index + 1]) ? '--json=-' : arg)),
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      dir: { type: 'string', default: tmpdir() },
      help: { type: 'boolean', default: false },
    },
  });
  return values.help ? 'help' : { isQuick: values.quick, json: values.json, folder: values.dir };
}

function isFile(arg: string | undefined): boolean {
  return arg !== undefined && !arg.startsWith('--');
}
