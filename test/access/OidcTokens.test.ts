import { type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OidcTokens } from '../../src/access/OidcTokens.ts';
import { Projects } from '../../src/access/Projects.ts';
import { systemClock } from '../../src/base/clock.ts';
import { TransientFault, UnauthenticatedError } from '../../src/base/errors.ts';
import type { AccessStore } from '../../src/persistence/AccessStore.ts';
import type { ProjectRow } from '../../src/persistence/rows.ts';
import { eventually } from '../support/eventually.ts';
import { Issuer } from './Issuer.ts';

/** Projects are what this room's own tests of tokens are about; here they only have to be there. */
const projects = () =>
  new Projects(
    { projectByName: async () => null, insertProject: async (row: ProjectRow) => row } as unknown as AccessStore,
    systemClock,
  );

describe('tokens of an OpenID Connect provider', () => {
  let issuer: Issuer;
  let tokens: OidcTokens;
  beforeAll(async () => {
    issuer = await Issuer.start();
    tokens = open();
  });
  afterAll(() => issuer.close());

  function open(more: object = {}): OidcTokens {
    const settings = { issuer: issuer.url, audience: 'tramontane', projectClaim: 'project', rolesClaim: 'roles' };
    return new OidcTokens({ ...settings, ...more }, projects());
  }

  it('say who has them, and the keys are read once', async () => {
    const first = await tokens.verify(await issuer.token());
    expect(first).toMatchObject({ subject: `oidc:${issuer.url}#ada`, project: { name: 'north' }, roles: ['member'] });
    const reads = issuer.reads;
    await tokens.verify(await issuer.token({ sub: 'bo' }));
    expect(issuer.reads).toBe(reads);
  });

  it('may have project and roles within objects', async () => {
    const nested = open({ projectClaim: 'tenant.name', rolesClaim: 'realm_access.roles' });
    const claims = { tenant: { name: 'south' }, realm_access: { roles: ['reader', 7] } };
    expect(await nested.verify(await issuer.token(claims))).toMatchObject({
      project: { name: 'south' },
      roles: ['reader'],
    });
  });

  it.each<[string, JWTPayload, string]>([
    ['of another issuer', { iss: 'http://127.0.0.1:1/other' }, 'not for this service (iss)'],
    ['for another audience', { aud: 'mail' }, 'not for this service (aud)'],
    ['that have expired', { exp: 1_000_000_000 }, 'expired'],
    ['that never expire', { exp: undefined }, 'not for this service (exp)'],
    ['that are not valid yet', { nbf: 4_000_000_000 }, 'not for this service (nbf)'],
    ['without a subject', { sub: undefined }, 'no subject'],
    ['without a project', { project: undefined }, 'no project'],
    ['with something else as project', { project: ['north'] }, 'no project'],
  ])('are refused %s', async (_, claims, message) => {
    const refused = tokens.verify(await issuer.token(claims));
    await expect(refused).rejects.toThrow(UnauthenticatedError);
    await expect(refused).rejects.toThrow(message);
  });

  it('are refused with a signature that is not the issuer’s, and without one', async () => {
    const [header, payload] = (await issuer.token()).split('.');
    await expect(tokens.verify(`${header}.${payload}.${'A'.repeat(342)}`)).rejects.toThrow(UnauthenticatedError);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    await expect(tokens.verify(`${none}.${payload}.`)).rejects.toThrow(UnauthenticatedError);
    const shared = await new SignJWT({ iss: issuer.url, aud: 'tramontane', sub: 'ada', project: 'north' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode('a secret that anybody may know!!'));
    await expect(tokens.verify(shared)).rejects.toThrow(UnauthenticatedError);
  });

  it('go on when the issuer rotates its keys, and the old key counts no more', async () => {
    const old = await issuer.token();
    await tokens.verify(old);
    await issuer.rotate();
    const fresh = await issuer.token();
    await eventually(async () => expect((await tokens.verify(fresh)).subject).toContain('#ada'));
    await expect(tokens.verify(old)).rejects.toThrow(UnauthenticatedError);
  });

  it('cannot be judged while the issuer is away, which is nobody’s fault, and can be when it is back', async () => {
    const away = open({ issuer: 'http://127.0.0.1:1/realm' });
    await expect(away.verify(await issuer.token())).rejects.toThrow(TransientFault);
  });
});
