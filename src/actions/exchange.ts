import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { EgressPolicy } from './egress.ts';
import { type Lookup, permittedLookup } from './permittedLookup.ts';
import { proxyRoute, type Route } from './proxy.ts';
import { ActionFailure, type FetchResponse, isActionFailure, type TlsOptions } from './sdk.ts';

/** A request with everything decided. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer | undefined;
  readonly signal: AbortSignal;
  readonly verifyTls: boolean;
  readonly tls: TlsOptions;
  readonly proxy: URL | undefined;
}

const DECODERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** One request and its response, without redirects. Resolves with the headers; the body is read by who wants it. */
export async function exchange(request: OutgoingRequest, policy: EgressPolicy, lookup: Lookup): Promise<FetchResponse> {
  request.signal.throwIfAborted();
  try {
    const resolve = permittedLookup(policy, lookup);
    // A connection of its own each: one kept from earlier could be dead, or have been made under another policy.
    const route: Route = request.proxy
      ? await proxyRoute(request.url, request.proxy, policy, resolve)
      : { agent: false, lookup: resolve };
    return toResponse(await send(request, route), request);
  } catch (error) {
    if (request.signal.aborted) throw request.signal.reason;
    if (isActionFailure(error)) throw error;
    const message = `request to ${request.url.host} failed: ${describe(error)}`;
    throw new ActionFailure({ code: 'NETWORK', message, retry: true, cause: error });
  }
}

function send(request: OutgoingRequest, route: Route): Promise<IncomingMessage> {
  const { url, method, signal, verifyTls, tls } = request;
  const headers = framed(request);
  headers['accept-encoding'] ??= [...DECODERS.keys()].filter((name) => name !== 'x-gzip').join(', ');
  headers.accept ??= '*/*';
  headers.host ??= url.host;
  const trust = { rejectUnauthorized: verifyTls, ca: tls.authorities, cert: tls.certificate, key: tls.privateKey };
  const options = { ...route, method, headers, signal, ...trust };
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest =
      url.protocol === 'https:' ? httpsRequest(url, options, resolve) : httpRequest(url, options, resolve);
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

/** Says itself where the body ends: a caller's own word on that could make one request look like two. */
function framed({ headers, method, body }: OutgoingRequest): Record<string, string> {
  const all = Object.fromEntries(headers);
  for (const name of ['content-length', 'transfer-encoding', 'connection', 'expect', 'upgrade']) delete all[name];
  if (body || !['GET', 'HEAD'].includes(method)) all['content-length'] = String(body?.length ?? 0);
  return all;
}

function toResponse(incoming: IncomingMessage, request: OutgoingRequest): FetchResponse {
  const status = incoming.statusCode ?? 0;
  const rawHeaders = pairs(incoming.rawHeaders);
  const hasBody = request.method !== 'HEAD' && ![204, 205, 304].includes(status);
  if (!hasBody) incoming.resume();
  try {
    const response = new Response(hasBody ? bodyOf(incoming) : null, {
      status,
      statusText: incoming.statusMessage ?? '',
      headers: rawHeaders,
    });
    return Object.defineProperties(response, {
      url: { value: request.url.href },
      rawHeaders: { value: rawHeaders },
    }) as FetchResponse;
  } catch (error) {
    incoming.destroy();
    throw error;
  }
}

function bodyOf(incoming: IncomingMessage): ConstructorParameters<typeof Response>[0] {
  const decoder = DECODERS.get(incoming.headers['content-encoding']?.trim().toLowerCase() ?? '')?.();
  // An error of either end reaches the reader through the last stream.
  const body = decoder ? pipeline(incoming, decoder, () => {}) : incoming;
  return Readable.toWeb(body) as ConstructorParameters<typeof Response>[0];
}

function pairs(flat: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let at = 0; at < flat.length; at += 2) result.push([flat[at] as string, flat[at + 1] as string]);
  return result;
}

/** An attempt at several addresses fails with a list and no text of its own. */
function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ');
  return error instanceof Error ? error.message : String(error);
}
