import type { Permission, Policy } from '../../access/Policy.ts';
import type { Principal } from '../../access/Principal.ts';
import { TYPE_RULES } from './rules.ts';

/** Who asks, with what they may do. */
export class Caller {
  /** Asked for each field, and there are few of them. */
  private readonly allowed = new Map<Permission, boolean>();

  constructor(
    readonly principal: Principal,
    private readonly policy: Policy,
  ) {}

  /** The one of these permissions that is missing; `undefined` where none is. */
  lacks(permissions: readonly Permission[]): Permission | undefined {
    return permissions.find((permission) => !this.may(permission));
  }

  /** Whether they may know that something of a type is there. */
  maySee(type: string): boolean {
    return this.lacks(TYPE_RULES[type] ?? []) === undefined;
  }

  private may(permission: Permission): boolean {
    const known = this.allowed.get(permission);
    if (known !== undefined) return known;
    const answer = this.policy.allows(this.principal, permission);
    this.allowed.set(permission, answer);
    return answer;
  }
}
