import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { NotFoundError, UnauthenticatedError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import { RecentCache } from '../base/RecentCache.ts';
import type { AccessStore } from '../persistence/AccessStore.ts';
import type { ApiTokenRow } from '../persistence/rows.ts';
import type { CredentialCheck } from './Authenticator.ts';
import type { Principal } from './Principal.ts';
import type { Projects } from './Projects.ts';
import { hashOf, newTokenText, tokenIdOf } from './tokenText.ts';

/** How long a token that was found valid is taken for valid without looking again: the longest a revoked one works on. */
const TRUSTED_MS = 5_000;
const REMEMBERED = 10_000;

export interface NewToken {
  /** What it is for, for people. */
  readonly name: string;
  /** The name of the project; one that is not there yet is made. */
  readonly project: string;
  readonly roles: readonly string[];
  readonly expiresAt: Date | null;
}

/** A token as it is shown: all but its text. */
export interface Token {
  readonly id: Id;
  readonly name: string;
  readonly project: string;
  readonly roles: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

interface Known {
  readonly principal: Principal;
  readonly untilMs: number;
}

/** API tokens: made, listed, revoked, and recognised. */
export class Tokens implements CredentialCheck {
  /** By the hash of the text, so that no text is kept. */
  private readonly known = new RecentCache<string, Known>(REMEMBERED);

  constructor(
    private readonly store: AccessStore,
    private readonly projects: Projects,
    private readonly clock: Clock,
  ) {}

  /** Makes a token; `text` is shown now and never again. */
  async create({ name, project, roles, expiresAt }: NewToken): Promise<{ token: Token; text: string }> {
    const id = newId();
    const { text, hash } = newTokenText(id);
    const { id: projectId } = await this.projects.named(project);
    const row: ApiTokenRow = {
      ...{ id, project_id: projectId, name, roles: JSON.stringify(roles), hash },
      ...{ created_at: this.clock.now(), expires_at: expiresAt, revoked_at: null },
    };
    await this.store.insertToken(row);
    return { token: await this.shown(row), text };
  }

  /** All of them, in the order they were made. */
  async list(): Promise<Token[]> {
    return Promise.all((await this.store.tokens()).map((row) => this.shown(row)));
  }

  /** From now on it is worth nothing. Throws `NotFoundError`. */
  async revoke(id: Id): Promise<void> {
    if (!(await this.store.revokeToken(id, this.clock.now()))) throw new NotFoundError('ApiToken', id);
  }

  isFor(credential: string): boolean {
    return tokenIdOf(credential) !== undefined;
  }

  async verify(credential: string): Promise<Principal> {
    const hash = hashOf(credential);
    const nowMs = this.clock.now().getTime();
    const known = this.known.get(hash);
    if (known && nowMs < known.untilMs) return known.principal;
    const row = await this.store.token(tokenIdOf(credential) ?? '');
    const isIt = row && timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash));
    if (!isIt || row.revoked_at) throw new UnauthenticatedError('This token is not valid.');
    const expiresMs = row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
    if (expiresMs <= nowMs) throw new UnauthenticatedError('This token has expired.');
    const principal = {
      subject: `token:${row.id}`,
      project: await this.projects.withId(row.project_id),
      roles: rolesOf(row),
    };
    this.known.set(hash, { principal, untilMs: Math.min(nowMs + TRUSTED_MS, expiresMs) }, 1);
    return principal;
  }

  private async shown(row: ApiTokenRow): Promise<Token> {
    const project = (await this.projects.withId(row.project_id)).name;
    const { id, name, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt } = row;
    return { id, name, project, roles: rolesOf(row), createdAt, expiresAt, revokedAt };
  }
}

function rolesOf({ roles }: ApiTokenRow): string[] {
  return JSON.parse(roles) as string[];
}
