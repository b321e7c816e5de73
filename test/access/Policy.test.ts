import { describe, expect, it } from 'vitest';
import { type Permission, Policy } from '../../src/access/Policy.ts';
import { StartupError } from '../../src/base/errors.ts';

const as = (...roles: string[]) => ({ roles });

describe('the given policy', () => {
  it.each<[string, Permission, boolean]>([
    ['admin', 'workflows:publicize', true],
    ['admin', 'anything:at_all', true],
    ['member', 'workflows:create', true],
    ['member', 'executions:delete', true],
    ['member', 'workflows:publicize', false],
    ['member', 'maintenance:update', false],
    ['reader', 'executions:read', true],
    ['reader', 'definitions:check', true],
    ['reader', 'executions:create', false],
    ['reader', 'action_executions:update', false],
    ['toString', 'executions:read', false],
    ['nobody', 'executions:read', false],
  ])('lets %s do %s: %s', (role, permission, isAllowed) => {
    expect(Policy.given.allows(as(role), permission)).toBe(isAllowed);
  });

  it('lets nobody do anything without a role', () => {
    expect(Policy.given.allows(as(), 'executions:read')).toBe(false);
  });
});

describe('a policy of a file', () => {
  const roles = {
    operator: { allow: ['*:read', 'executions:*'], deny: ['executions:delete'] },
    reader: { allow: ['workflows:read'] },
  };
  const policy = Policy.parse({ roles }, 'policy.json');

  it('adds roles, and replaces the given ones it names', () => {
    expect(policy.allows(as('operator'), 'executions:create')).toBe(true);
    expect(policy.allows(as('operator'), 'executions:delete')).toBe(false);
    expect(policy.allows(as('reader'), 'executions:read')).toBe(false);
    expect(policy.allows(as('admin'), 'executions:delete')).toBe(true);
    expect(policy.roleNames.sort()).toEqual(['admin', 'member', 'operator', 'reader']);
  });

  it('lets one role do what another denies', () => {
    expect(policy.allows(as('operator', 'admin'), 'executions:delete')).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ['no object', [], 'policy.json: the policy: '],
    ['a role without allow', { roles: { operator: {} } }, 'policy.json: roles.operator.allow: '],
    ['an unknown key', { roles: { operator: { allow: [], forbid: [] } } }, 'policy.json: roles.operator: '],
    ['no permission', { roles: { a: { allow: ['read'] } } }, 'policy.json: roles.a.allow.0: must be resource:verb'],
  ])('is refused with the place where it is %s', (_, content, message) => {
    expect(() => Policy.parse(content, 'policy.json')).toThrow(StartupError);
    expect(() => Policy.parse(content, 'policy.json')).toThrow(message);
  });
});
