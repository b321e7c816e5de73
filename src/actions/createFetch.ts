import { lookup as systemLookup } from 'node:dns';
import type { EgressLimits } from './egress.ts';
import { exchange, type OutgoingRequest } from './exchange.ts';
import { proxyOf } from './proxy.ts';
import { ActionFailure, type ActionFetch, type FetchOptions, type FetchResponse } from './sdk.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MAX_REDIRECTS = 20;

export interface FetchParts extends EgressLimits {
  /** Sent with every request that brings none of its own. */
  readonly traceParent?: string;
}

/**
 * `fetch` under the egress policy: each address is looked at after the name was resolved and is the one connected to, on
 * every redirect again. Made of `node:http`, because the global `fetch` gives no say in where it connects. Fails with
 * `EGRESS_DENIED`, `INVALID_URL`, `INVALID_PROXY`, `NETWORK` or `TOO_MANY_REDIRECTS`, or with the signal's reason.
 */
export function createFetch(
  { policy, network, signal: outer, traceParent }: FetchParts,
  lookup: typeof systemLookup = systemLookup,
): ActionFetch {
  return async (target, options = {}) => {
    let request = await prepare(target, options, outer);
    if (traceParent && !request.headers.has('traceparent')) request.headers.set('traceparent', traceParent);
    for (let redirects = 0; ; redirects++) {
      policy.check(request.url, network);
      const response = await exchange(request, policy, lookup);
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null || options.redirect === 'manual') return response;
      await response.body?.cancel();
      if (options.redirect === 'error' || redirects === MAX_REDIRECTS) throw tooMany(request.url, redirects);
      request = redirected(request, response, location);
    }
  };
}

/** A `Response` knows how to turn every kind of body into bytes and what type to call it, and unlike `Request` allows one with GET. */
async function prepare(target: string | URL, options: FetchOptions, outer: AbortSignal): Promise<OutgoingRequest> {
  const url = parseUrl(target);
  const headers = new Headers(options.headers as ConstructorParameters<typeof Headers>[0]);
  if (url.username || url.password) {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    if (!headers.has('authorization')) headers.set('authorization', `Basic ${btoa(credentials)}`);
    url.username = '';
    url.password = '';
  }
  const carrier = new Response((options.body ?? null) as ConstructorParameters<typeof Response>[0]);
  const type = carrier.headers.get('content-type');
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
  return {
    url,
    method: (options.method ?? 'GET').toUpperCase(),
    headers,
    body: options.body === undefined || options.body === null ? undefined : Buffer.from(await carrier.arrayBuffer()),
    signal: options.signal ? AbortSignal.any([outer, options.signal]) : outer,
    verifyTls: options.verifyTls ?? true,
    tls: options.tls ?? {},
    proxy: options.proxy === undefined ? undefined : proxyOf(options.proxy),
  };
}

/** As browsers: 303, and POST on 301 and 302, go on with GET; what is meant for one server does not follow to another. */
function redirected(request: OutgoingRequest, response: FetchResponse, location: string): OutgoingRequest {
  const url = parseUrl(location, request.url);
  const headers = new Headers(request.headers);
  if (url.origin !== request.url.origin) for (const name of ['authorization', 'cookie', 'host']) headers.delete(name);
  const { status } = response;
  const isGet = (status === 303 && request.method !== 'HEAD') || (status < 303 && request.method === 'POST');
  if (!isGet) return { ...request, url, headers };
  headers.delete('content-type');
  return { ...request, url, headers, method: 'GET', body: undefined };
}

function parseUrl(target: string | URL, base?: URL): URL {
  try {
    return new URL(target, base);
  } catch {
    throw new ActionFailure({ code: 'INVALID_URL', message: `'${String(target)}' is not a URL`, retry: false });
  }
}

function tooMany(url: URL, redirects: number): ActionFailure {
  const message = redirects ? `${url.host} redirects more than ${MAX_REDIRECTS} times` : `${url.host} redirects`;
  return new ActionFailure({ code: 'TOO_MANY_REDIRECTS', message, retry: false });
}
