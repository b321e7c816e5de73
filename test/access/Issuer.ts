import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An OpenID Connect provider on this machine, as far as verifying tokens needs one. */
export class Issuer {
  private keys: { readonly id: string; readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }[] = [];
  private readonly server: Server;
  /** How often its keys were read. */
  reads = 0;

  private constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request.url ?? '').then((body) => {
        response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
      });
    });
  }

  static async start(): Promise<Issuer> {
    const issuer = new Issuer();
    await issuer.rotate();
    await new Promise<void>((listening) => issuer.server.listen(0, '127.0.0.1', listening));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/realm`;
  }

  /** From now on it signs with another key, and does not know the old one any more. */
  async rotate(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    this.keys = [{ id: `key-${Math.random()}`, privateKey, publicKey }];
  }

  /** A token; `claims` go before what a valid one would have. */
  async token(claims: JWTPayload = {}): Promise<string> {
    const [key] = this.keys;
    if (!key) throw new Error('There is no key.');
    const nowSeconds = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: 'tramontane', sub: 'ada', project: 'north', roles: ['member'] };
    return new SignJWT({ ...usual, iat: nowSeconds, exp: nowSeconds + 300, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: key.id })
      .sign(key.privateKey);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async answer(path: string): Promise<object | undefined> {
    if (path === '/realm/.well-known/openid-configuration') return { issuer: this.url, jwks_uri: `${this.url}/keys` };
    if (path !== '/realm/keys') return undefined;
    this.reads++;
    const keys = this.keys.map(async ({ id, publicKey }) => ({
      ...(await exportJWK(publicKey)),
      kid: id,
      alg: 'RS256',
    }));
    return { keys: await Promise.all(keys) };
  }
}
