import { z } from 'zod';
import { StartupError } from '../base/errors.ts';
import type { Principal } from './Principal.ts';

/** What one may do: a verb on a resource, such as `workflows:create`. */
export type Permission = `${string}:${string}`;

const pattern = z.string().regex(/^(\*|[a-z_]+):(\*|[a-z_]+)$/, 'must be resource:verb, each a word or *');
const role = z.strictObject({ allow: z.array(pattern), deny: z.array(pattern).default([]) });
const file = z.strictObject({ roles: z.record(z.string().min(1), role) });

type Role = z.output<typeof role>;

/**
 * The roles there are without a policy file. A member does everything in their own project except show things to other
 * projects, which Mistral leaves to administrators as well.
 */
const GIVEN: Readonly<Record<string, Role>> = {
  admin: { allow: ['*:*'], deny: [] },
  member: { allow: ['*:*'], deny: ['*:publicize', 'maintenance:*', 'tokens:*'] },
  reader: { allow: ['*:read', '*:check'], deny: [] },
};

/** Which role may do what. */
export class Policy {
  private constructor(private readonly roles: Readonly<Record<string, Role>>) {}

  /** The given roles alone. */
  static readonly given = new Policy(GIVEN);

  /** A policy of a file: its roles, and of the given ones those it does not name. Throws `StartupError` of one line. */
  static parse(content: unknown, name: string): Policy {
    const parsed = file.safeParse(content);
    if (parsed.success) return new Policy({ ...GIVEN, ...parsed.data.roles });
    const [problem] = parsed.error.issues;
    throw new StartupError(`${name}: ${problem?.path.join('.') || 'the policy'}: ${problem?.message}.`);
  }

  /** The names of all roles. */
  get roleNames(): string[] {
    return Object.keys(this.roles);
  }

  /** Whether one of the roles allows it. What a role denies, that role does not allow; another may. */
  allows({ roles }: Pick<Principal, 'roles'>, permission: Permission): boolean {
    return roles.some((name) => Object.hasOwn(this.roles, name) && roleAllows(this.roles[name] as Role, permission));
  }
}

function roleAllows({ allow, deny }: Role, permission: Permission): boolean {
  return allow.some((each) => covers(each, permission)) && !deny.some((each) => covers(each, permission));
}

function covers(wanted: string, permission: Permission): boolean {
  const [resource, verb] = wanted.split(':');
  const [ownResource, ownVerb] = permission.split(':');
  return (resource === '*' || resource === ownResource) && (verb === '*' || verb === ownVerb);
}
