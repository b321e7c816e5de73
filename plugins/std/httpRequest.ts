import type { ActionContext, FetchOptions, FetchResponse } from 'tramontane/plugin';
import type { Ways } from './httpWays.ts';

type Simple = string | number | boolean | null;

/** The part of the action's input that makes the request. */
export interface HttpInput {
  readonly url: string;
  readonly method?: string | null;
  readonly params?: string | Readonly<Record<string, Simple | readonly Simple[]>> | null;
  readonly body?: unknown;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, Simple>> | null;
  readonly cookies?: Readonly<Record<string, Simple>> | null;
  readonly auth?: string | null;
}

/** What is meant for one server only. The last is an address that somebody may complete an action at. */
const OF_ONE_SERVER = ['authorization', 'cookie', 'host', 'mistral-callback-url'];

/** The first request of the action. */
export function buildRequest(input: HttpInput, ways: Ways, ctx: ActionContext): HttpRequest {
  const headers = new Headers({ 'user-agent': 'tramontane' });
  for (const [name, value] of Object.entries(input.headers ?? {}))
    if (value !== null) headers.set(name, pythonText(value));
  const body = bodyOf(input, headers, ctx);
  if (input.auth) headers.set('authorization', `Basic ${Buffer.from(input.auth).toString('base64')}`);
  const cookies = new Map<string, string>();
  for (const [name, value] of Object.entries(input.cookies ?? {}))
    if (value !== null) cookies.set(name, pythonText(value));
  const method = (input.method ?? 'GET').toUpperCase();
  return new HttpRequest(urlOf(input, ctx), method, headers, cookies, body, ways);
}

/** One request on the way along the redirects. */
export class HttpRequest {
  readonly url: URL;
  readonly method: string;
  private readonly headers: Headers;
  private readonly cookies: ReadonlyMap<string, string>;
  private readonly body: Uint8Array | undefined;
  private readonly ways: Ways;

  constructor(
    url: URL,
    method: string,
    headers: Headers,
    cookies: ReadonlyMap<string, string>,
    body: Uint8Array | undefined,
    ways: Ways,
  ) {
    this.url = url;
    this.method = method;
    this.headers = headers;
    this.cookies = cookies;
    this.body = body;
    this.ways = ways;
  }

  options(): FetchOptions {
    const headers = new Headers(this.headers);
    const cookies = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ');
    if (cookies && !headers.has('cookie')) headers.set('cookie', cookies);
    return { method: this.method, headers, body: this.body, ...this.ways.to(this.url) };
  }

  /** The request that a redirect asks for, if the response is one: 303, and POST on 301, and all on 302, go on with GET. */
  redirected({ status, headers: answered }: FetchResponse): HttpRequest | undefined {
    const location = answered.get('location');
    if (location === null || ![301, 302, 303, 307, 308].includes(status) || !URL.canParse(location, this.url.href))
      return;
    const url = new URL(location, this.url);
    const isGet = status === 302 || status === 303 || (status === 301 && this.method === 'POST');
    const headers = new Headers(this.headers);
    const isSameOrigin = url.origin === this.url.origin;
    if (!isSameOrigin) for (const name of OF_ONE_SERVER) headers.delete(name);
    const cookies = isSameOrigin ? this.cookies : new Map<string, string>();
    if (!isGet || this.method === 'HEAD')
      return new HttpRequest(url, this.method, headers, cookies, this.body, this.ways);
    headers.delete('content-type');
    return new HttpRequest(url, 'GET', headers, cookies, undefined, this.ways);
  }

  /** With the cookies that `setter` has just set, where this request goes there again. */
  withCookies(set: Readonly<Record<string, string>>, setter: URL): HttpRequest {
    if (setter.origin !== this.url.origin) return this;
    const cookies = new Map([...this.cookies, ...Object.entries(set)]);
    return new HttpRequest(this.url, this.method, this.headers, cookies, this.body, this.ways);
  }
}

function urlOf({ url, params }: HttpInput, ctx: ActionContext): URL {
  if (!URL.canParse(url)) throw ctx.fail({ code: 'INVALID_URL', message: `'${url}' is not a URL`, retry: false });
  const target = new URL(url);
  const query = typeof params === 'string' ? params : queryOf(params ?? {});
  if (query) target.search = target.search ? `${target.search}&${query}` : query;
  target.hash = '';
  return target;
}

function queryOf(params: Readonly<Record<string, Simple | readonly Simple[]>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const item of [value].flat()) if (item !== null) query.append(name, pythonText(item));
  }
  return query.toString();
}

/** As bytes, because a text would be given a content type that nobody asked for. */
function bodyOf({ body, json }: HttpInput, headers: Headers, ctx: ActionContext): Uint8Array | undefined {
  if (json !== undefined && json !== null) {
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return Buffer.from(ctx.json.stringify(json));
  }
  if (body === undefined || body === null || body === '') return undefined;
  return Buffer.from(typeof body === 'string' ? body : ctx.json.stringify(body));
}

/** As Mistral: a boolean in a query is written as Python writes it. */
function pythonText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
