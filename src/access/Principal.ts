import type { Id } from '../base/ids.ts';

/** Whose everything is. Names are unique. */
export interface Project {
  readonly id: Id;
  readonly name: string;
}

/** Whom a request comes from. */
export interface Principal {
  /** Who it is, in a form that is the same each time: `local`, `token:<id>`, `oidc:<issuer>#<subject>`. */
  readonly subject: string;
  readonly project: Project;
  /** What the policy knows them as. Names it does not know say nothing. */
  readonly roles: readonly string[];
}

/** Where everything belongs that is done without authentication. */
export const DEFAULT_PROJECT: Project = { id: '00000000-0000-7000-8000-000000000000', name: 'default' };

/** Whoever reaches a server that asks nobody who they are: it listens on its own machine only. */
export const LOCAL: Principal = { subject: 'local', project: DEFAULT_PROJECT, roles: ['admin'] };
