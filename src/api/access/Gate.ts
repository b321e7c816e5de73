import type { Authenticator } from '../../access/Authenticator.ts';
import type { Policy } from '../../access/Policy.ts';
import { Caller } from './Caller.ts';

/** Who may come in, and what they may do there. */
export class Gate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly policy: Policy,
  ) {}

  /**
   * The caller behind what a client says of itself: `Bearer` and a credential. Throws `UnauthenticatedError`, and
   * `TransientFault` where it cannot be found out now.
   */
  async admit(authorization: string | undefined): Promise<Caller> {
    const credential = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    return new Caller(await this.authenticator.authenticate(credential), this.policy);
  }
}
