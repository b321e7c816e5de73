import { Projects } from '../access/Projects.ts';
import { type Token, Tokens } from '../access/Tokens.ts';
import { systemClock } from '../base/clock.ts';
import { createLogger } from '../base/logger.ts';
import { readTokenRequest, type TokenRequest } from '../cli/TokenRequest.ts';
import { WrongUse } from '../cli/WrongUse.ts';
import { runningPostgres } from '../embedded/runningPostgres.ts';
import { startEmbeddedPostgres } from '../embedded/startEmbeddedPostgres.ts';
import { AccessStore } from '../persistence/AccessStore.ts';
import { openDatabase } from '../persistence/openDatabase.ts';
import { Closing } from './Closing.ts';
import { closest } from './closest.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import { openPolicy } from './openGate.ts';
import type { Options } from './options.ts';
import { OPTION_FLAGS } from './optionTable.ts';
import { quietOptions } from './quietOptions.ts';

/** `tramontane token`: makes, lists and revokes API tokens, on the database of a service that runs or does not. */
export function token(args: readonly string[]): Promise<number> {
  return exitCodeOf(async () => {
    const request = readTokenRequest(args, { flags: OPTION_FLAGS, closest });
    const options = quietOptions(request.passedOn);
    const closing = new Closing();
    try {
      await answer(request, await openTokens(options, closing), options);
    } finally {
      await closing.close();
    }
    return 0;
  });
}

async function answer(request: TokenRequest, tokens: Tokens, { policy }: Options): Promise<void> {
  if (request.verb === 'list') {
    for (const each of await tokens.list()) process.stdout.write(`${lineOf(each, systemClock.now())}\n`);
    return;
  }
  if (request.verb === 'revoke') return tokens.revoke(request.id);
  checkRoles(request.roles, openPolicy(policy).roleNames);
  const { expiresInSeconds, ...asked } = request;
  const expiresAt = expiresInSeconds === null ? null : new Date(systemClock.now().getTime() + expiresInSeconds * 1000);
  const { text, token } = await tokens.create({ ...asked, expiresAt });
  // For people; the token alone goes to standard output, so that a script can take it.
  process.stderr.write(`${lineOf(token, systemClock.now())}\nIt is shown now and never again:\n`);
  process.stdout.write(`${text}\n`);
}

function checkRoles(roles: readonly string[], known: readonly string[]): void {
  for (const role of roles) {
    if (known.includes(role)) continue;
    const meant = closest(role, known);
    const hint = meant === undefined ? ` There are ${known.join(', ')}.` : ` Did you mean ${meant}?`;
    throw new WrongUse(`The policy has no role '${role}'.${hint}`);
  }
}

function lineOf({ id, name, project, roles, expiresAt, revokedAt }: Token, now: Date): string {
  const until = expiresAt === null ? 'does not expire' : `expires ${expiresAt.toISOString()}`;
  const isOver = expiresAt !== null && expiresAt <= now;
  const standing = revokedAt ? `revoked ${revokedAt.toISOString()}` : isOver ? 'expired' : until;
  return `${id}  ${project}  ${roles.join(',')}  ${standing}  ${name}`;
}

async function openTokens(options: Options, closing: Closing): Promise<Tokens> {
  const database = await openDatabase(options.databaseUrl ?? (await embeddedUrl(options, closing)));
  closing.add(() => database.close());
  const store = new AccessStore(database.dataSource);
  return new Tokens(store, new Projects(store, systemClock), systemClock);
}

/** The database of the service that runs on the data directory; where none does, it is started for as long as it takes. */
async function embeddedUrl({ dataDir, logLevel }: Options, closing: Closing): Promise<string> {
  const running = runningPostgres(dataDir);
  if (running !== undefined) return running;
  const embedded = await startEmbeddedPostgres({ dataDir, log: createLogger(logLevel) });
  closing.add(() => embedded.stop());
  return embedded.url;
}
