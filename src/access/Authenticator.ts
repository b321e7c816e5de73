import { UnauthenticatedError } from '../base/errors.ts';
import { LOCAL, type Principal } from './Principal.ts';

/** Finds out whom a request comes from. */
export interface Authenticator {
  /**
   * Who has this credential (what follows `Bearer`). Cheap enough to be asked again and again: what a credential is worth can
   * change. Throws `UnauthenticatedError`, and `TransientFault` where it cannot be found out now.
   */
  authenticate(credential: string | undefined): Promise<Principal>;
}

/** One of the ways to say who one is. */
export interface CredentialCheck {
  /** Whether a credential is of this kind. */
  isFor(credential: string): boolean;
  /** Throws `UnauthenticatedError` where it is not valid. */
  verify(credential: string): Promise<Principal>;
}

/** Takes everybody for the one at this machine. */
export const OPEN: Authenticator = { authenticate: async () => LOCAL };

/** Asks for a credential of one of these kinds. */
export class BearerAuthenticator implements Authenticator {
  constructor(private readonly checks: readonly CredentialCheck[]) {}

  async authenticate(credential: string | undefined): Promise<Principal> {
    if (!credential) throw new UnauthenticatedError('Say who you are: Authorization: Bearer <token>.');
    const check = this.checks.find((each) => each.isFor(credential));
    if (!check) throw new UnauthenticatedError('This kind of credential is not accepted here.');
    return check.verify(credential);
  }
}
