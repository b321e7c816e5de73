import { type Closest, readArguments } from './readArguments.ts';
import { WrongUse } from './WrongUse.ts';

/** What `tramontane plugin` was asked for. */
export type PluginRequest =
  | { readonly command: 'new'; readonly name: string; readonly folder: string }
  | { readonly command: 'test'; readonly folder: string };

const NAME = /^[A-Za-z_][\w-]*$/;
const FOLDER = 'plugins';

/** Reads the command line of `plugin`. Throws `WrongUse` of one line. */
export function readPluginRequest(args: readonly string[], closest: Closest): PluginRequest {
  const { positionals, given } = readArguments(args, { valued: ['folder'], switches: [], foreign: [], closest });
  const [command, subject, further] = positionals;
  if (command !== 'new' && command !== 'test') {
    throw new WrongUse('tramontane plugin new NAME, or tramontane plugin test FOLDER; --help says more.');
  }
  if (subject === undefined) throw new WrongUse(`Which one? tramontane plugin ${command} ${subjectOf(command)}`);
  if (further !== undefined) throw new WrongUse(`Unexpected argument '${further}': one at a time.`);
  if (command === 'test') return { command, folder: subject };
  if (!NAME.test(subject)) {
    throw new WrongUse(`A plugin cannot be called ${JSON.stringify(subject)}: letters, digits, _ and - only.`);
  }
  return { command, name: subject, folder: given.get('folder') ?? FOLDER };
}

function subjectOf(command: PluginRequest['command']): string {
  return command === 'new' ? 'NAME' : 'FOLDER';
}
