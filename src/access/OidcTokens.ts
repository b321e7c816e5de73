import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { messageOf, TransientFault, UnauthenticatedError } from '../base/errors.ts';
import type { CredentialCheck } from './Authenticator.ts';
import type { Principal } from './Principal.ts';
import type { Projects } from './Projects.ts';

/** What the clocks of two machines may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;
const DISCOVERY_TIMEOUT_MS = 5_000;
/** An unknown key makes us read the issuer's keys again, but not more often than that. */
const KEYS_COOLDOWN_MS = 1_000;
/** Signatures by a key that only the issuer has. A shared secret would let us make tokens ourselves. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

export interface OidcSettings {
  /** As the tokens name it (`iss`); its `/.well-known/openid-configuration` says where the keys are. */
  readonly issuer: string;
  /** What the tokens have to be for (`aud`). */
  readonly audience: string;
  /** Where a token names its project; a dot leads into an object. */
  readonly projectClaim: string;
  /** Where it lists its roles. */
  readonly rolesClaim: string;
}

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * Tokens of an OpenID Connect provider: JWTs (RFC 7519), verified with the keys it publishes (RFC 7517). A key that is not known
 * yet is looked for again, so keys may be rotated.
 */
export class OidcTokens implements CredentialCheck {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly settings: OidcSettings,
    private readonly projects: Projects,
  ) {}

  isFor(credential: string): boolean {
    return credential.split('.').length === 3;
  }

  async verify(credential: string): Promise<Principal> {
    const { issuer, projectClaim, rolesClaim } = this.settings;
    const claims = await this.claimsOf(credential);
    const project = claimAt(claims, projectClaim);
    const roles = claimAt(claims, rolesClaim);
    if (!claims.sub) throw new UnauthenticatedError('The token names no subject (sub).');
    if (typeof project !== 'string' || project === '' || project.length > 255) {
      throw new UnauthenticatedError(`The token names no project (${projectClaim}).`);
    }
    return {
      subject: `oidc:${issuer}#${claims.sub}`,
      project: await this.projects.named(project),
      roles: Array.isArray(roles) ? roles.filter((each) => typeof each === 'string') : [],
    };
  }

  private async claimsOf(credential: string): Promise<JWTPayload> {
    const keys = await this.findKeys();
    try {
      const { payload } = await jwtVerify(credential, keys, {
        issuer: this.settings.issuer,
        audience: this.settings.audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Found out with the first token, so that the service starts also while the issuer is away. */
  private findKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((cause: unknown) => {
      this.keys = undefined;
      throw new TransientFault(
        `The issuer ${this.settings.issuer} does not say where its keys are: ${messageOf(cause)}`,
        {
          cause,
        },
      );
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const address = `${this.settings.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS), redirect: 'error' });
    const found = discovery.parse(await response.json());
    if (found.issuer !== this.settings.issuer) throw new Error(`it calls itself ${found.issuer}`);
    return createRemoteJWKSet(new URL(found.jwks_uri), {
      timeoutDuration: DISCOVERY_TIMEOUT_MS,
      cooldownDuration: KEYS_COOLDOWN_MS,
    });
  }
}

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new UnauthenticatedError('This token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new UnauthenticatedError(`This token is not for this service (${error.claim}).`);
  }
  const isUnreachable = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError);
  if (isUnreachable)
    return new TransientFault(`The issuer's keys cannot be read: ${messageOf(error)}`, { cause: error });
  return new UnauthenticatedError('This token is not valid.');
}

function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split('.').reduce<unknown>((value, key) => {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isObject ? (value as Record<string, unknown>)[key] : undefined;
  }, claims);
}
