import { isId } from '../base/ids.ts';
import { type Closest, readArguments } from './readArguments.ts';
import { WrongUse } from './WrongUse.ts';

const SECONDS_PER_DAY = 86_400;
const MOST_DAYS = 3_650;
const DEFAULT_DAYS = 90;

/** What `tramontane token` was asked for; `passedOn` are options of the service. */
export type TokenRequest = { readonly passedOn: readonly string[] } & (
  | {
      readonly verb: 'create';
      readonly name: string;
      readonly project: string;
      readonly roles: readonly string[];
      /** From now on; `null`: for ever. */
      readonly expiresInSeconds: number | null;
    }
  | { readonly verb: 'list' }
  | { readonly verb: 'revoke'; readonly id: string }
);

/** Reads the command line of `token`. `flags` are the options of the service. Throws `WrongUse` of one line. */
export function readTokenRequest(
  args: readonly string[],
  { flags, closest }: { readonly flags: readonly string[]; readonly closest: Closest },
): TokenRequest {
  const valued = ['name', 'project', 'as', 'expires-days'];
  const { positionals, given, passedOn } = readArguments(args, { valued, switches: [], foreign: flags, closest });
  const [verb, id, further] = positionals;
  const most = verb === 'revoke' ? 2 : 1;
  if (positionals.length > most) throw new WrongUse(`Unexpected argument '${most === 2 ? further : id}'.`);
  if (verb !== 'create' && given.size > 0) throw new WrongUse(`--${[...given.keys()][0]} is for token create.`);
  if (verb === 'list') return { verb, passedOn };
  if (verb === 'revoke') return { verb, id: idOf(id), passedOn };
  if (verb !== 'create') throw new WrongUse('What to do? tramontane token create, list or revoke; --help says more.');
  const name = given.get('name');
  if (name === undefined || name.length > 255) {
    throw new WrongUse('What is the token for? --name, of at most 255 characters.');
  }
  const roles = (given.get('as') ?? 'member').split(',').map((role) => role.trim());
  const project = given.get('project') ?? 'default';
  return { verb, name, project, roles, expiresInSeconds: secondsOf(given.get('expires-days')), passedOn };
}

function idOf(text: string | undefined): string {
  if (text !== undefined && isId(text)) return text;
  throw new WrongUse('Which one? tramontane token revoke ID; `tramontane token list` shows the ids.');
}

function secondsOf(text: string | undefined): number | null {
  if (text === 'never') return null;
  const days = text === undefined ? DEFAULT_DAYS : Number(text);
  if (days > 0 && days <= MOST_DAYS) return Math.round(days * SECONDS_PER_DAY);
  throw new WrongUse(`--expires-days must be a number up to ${MOST_DAYS}, or never, not ${JSON.stringify(text)}.`);
}
