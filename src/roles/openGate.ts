import { readFileSync } from 'node:fs';
import { type Authenticator, BearerAuthenticator, OPEN } from '../access/Authenticator.ts';
import { OidcTokens } from '../access/OidcTokens.ts';
import { Policy } from '../access/Policy.ts';
import { Projects } from '../access/Projects.ts';
import { Tokens } from '../access/Tokens.ts';
import { Gate } from '../api/access/Gate.ts';
import { systemClock } from '../base/clock.ts';
import { messageOf, StartupError } from '../base/errors.ts';
import { AccessStore } from '../persistence/AccessStore.ts';
import type { Database } from '../persistence/openDatabase.ts';
import type { Options } from './options.ts';

/** Who may use the API, as the options say. */
export function openGate({ dataSource }: Database, options: Options): Gate {
  return new Gate(openAuthenticator(new AccessStore(dataSource), options), openPolicy(options.policy));
}

/** The policy of a file; the given one where there is none. Throws `StartupError` of one line. */
export function openPolicy(path: string | undefined): Policy {
  if (path === undefined) return Policy.given;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new StartupError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  return Policy.parse(content, path);
}

function openAuthenticator(store: AccessStore, options: Options): Authenticator {
  if (options.auth === 'none') return OPEN;
  const projects = new Projects(store, systemClock);
  const { oidcIssuer: issuer, oidcAudience: audience, oidcProjectClaim, oidcRolesClaim } = options;
  const settings = { projectClaim: oidcProjectClaim, rolesClaim: oidcRolesClaim };
  const tokens = new Tokens(store, projects, systemClock);
  if (issuer === undefined || audience === undefined) return new BearerAuthenticator([tokens]);
  return new BearerAuthenticator([tokens, new OidcTokens({ issuer, audience, ...settings }, projects)]);
}
