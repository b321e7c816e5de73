import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { EgressPolicy } from './egress.ts';
import { addressOf } from './permittedLookup.ts';
import { ActionFailure } from './sdk.ts';

/** Where a request is sent, and by which connection, as `node:http` is told. */
export interface Route {
  readonly agent: false | HttpAgent;
  readonly lookup?: LookupFunction;
  readonly hostname?: string;
  readonly servername?: string;
}

/** Node learned of proxies together with this flag. */
const KNOWS_PROXIES = process.allowedNodeEnvironmentFlags.has('--use-env-proxy');

/** The address of a proxy; fails with `INVALID_PROXY`. */
export function proxyOf(given: string | URL): URL {
  const text = String(given);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:') throw invalid('a proxy is given as http://host:port');
  if (!KNOWS_PROXIES) throw invalid(`proxies need Node 24.5, this is ${process.version}`);
  return url;
}

/**
 * The way through a proxy, which has to be permitted like the server itself. An HTTPS server is named to the proxy by the address
 * that was looked at. For plain HTTP the proxy is told the name, and looks it up once more: it has to guard itself.
 */
export async function proxyRoute(url: URL, proxy: URL, policy: EgressPolicy, lookup: LookupFunction): Promise<Route> {
  policy.check(proxy);
  const through = new URL(proxy);
  through.hostname = bracketed(await addressOf(proxy.hostname, lookup));
  const address = await addressOf(url.hostname, lookup);
  if (url.protocol === 'http:') return { agent: new HttpAgent({ proxyEnv: { HTTP_PROXY: through.href } }) };
  const agent = new HttpsAgent({ proxyEnv: { HTTPS_PROXY: through.href } });
  const isNamed = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
  return { agent, hostname: address, ...(isNamed && { servername: url.hostname }) };
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function invalid(message: string): ActionFailure {
  return new ActionFailure({ code: 'INVALID_PROXY', message, retry: false });
}
