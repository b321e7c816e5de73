import { type ActionContext, defineAction, z } from 'tramontane/plugin';
import { buildRequest, type HttpRequest } from './httpRequest.ts';
import { cookiesSetBy, readBody } from './httpResponse.ts';
import { type Hop, httpResult } from './httpResult.ts';
import { waysOf } from './httpWays.ts';
import { seconds } from './seconds.ts';

const MAX_REDIRECTS = 30;
const simple = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Not refined yet, so that `std.mistral_http` takes the same. */
export const httpInput = z
  .object({
    url: z.string().describe('Where to; http or https.'),
    method: z
      .string()
      .regex(/^[A-Za-z]+$/)
      .nullish()
      .describe('GET, if not given.'),
    params: z
      .union([z.string(), z.record(z.string(), z.union([simple, z.array(simple)]))])
      .nullish()
      .describe('Added to the query string. A list repeats its name; null leaves it out.'),
    body: z.unknown().describe('Text, or anything else, which is sent as JSON text without saying so.').optional(),
    json: z.unknown().describe('Sent as JSON, with its content type.').optional(),
    headers: z.record(z.string(), simple).nullish().describe('null leaves one out.'),
    cookies: z.record(z.string(), simple).nullish().describe('null leaves one out.'),
    auth: z.string().includes(':').nullish().describe('user:password, for HTTP Basic.'),
    timeout: seconds.nullish().describe('For the whole request with its redirects, in seconds; 60, if not given.'),
    allow_redirects: z.boolean().nullish().describe('Whether to follow redirects; not, if not given.'),
    proxies: z
      .record(z.string(), z.string())
      .nullish()
      .describe('Proxies by scheme (`http`, `https`, `all`), or by scheme and host (`https://example.org`).'),
    verify: z
      .union([z.boolean(), z.string()])
      .nullish()
      .describe('`false` accepts any certificate; a text is a certificate to trust, or the file of one.'),
    cert: z
      .union([z.string(), z.tuple([z.string(), z.string()])])
      .nullish()
      .describe('Our certificate and its key, for servers that ask: PEM texts or files, as a list or in one.'),
  })
  .refine(({ body, json }) => !isGiven(body) || !isGiven(json), "only one of 'body' and 'json' may be given");

export type HttpInput = z.output<typeof httpInput>;

const httpOutput = z.object({
  content: z.unknown().describe('The JSON value, where the body is JSON; else its text.'),
  status: z.int(),
  headers: z.record(z.string(), z.string()).describe('With the names as the server spelled them.'),
  url: z.string().describe('Of the last request.'),
  history: z.array(z.object({ status: z.int(), url: z.string() })).describe('The redirects that led there.'),
  encoding: z.string().nullable(),
  reason: z.string(),
  cookies: z.record(z.string(), z.string()),
  elapsed: z.number().describe('Seconds until the headers had come.'),
});

export const http = defineAction({
  name: 'std.http',
  description: 'Sends an HTTP request. A status outside 200–306 is an error with the same result.',
  input: httpInput,
  output: httpOutput,
  examples: [
    { input: { url: 'https://example.org/' } },
    { title: 'send JSON', input: { url: 'https://example.org/tickets', method: 'POST', json: { title: 'Disk full' } } },
  ],
  run: (given, ctx) => request(given, ctx),
});

/** Sends a request and makes the action's result of the answer; `extra` headers go before those of the input. */
export async function request(given: HttpInput, ctx: ActionContext, extra: Readonly<Record<string, string>> = {}) {
  const timeoutSeconds = given.timeout ?? 60;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const ways = await waysOf(given, ctx);
  try {
    return await send(
      buildRequest({ ...given, headers: { ...given.headers, ...extra } }, ways, ctx),
      given,
      timeout,
      ctx,
    );
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!timeout.aborted) throw error;
    const message = `no complete answer within ${timeoutSeconds} seconds`;
    throw ctx.fail({ code: 'HTTP_TIMEOUT', message, retry: true, cause: error });
  }
}

async function send(first: HttpRequest, given: HttpInput, signal: AbortSignal, ctx: ActionContext) {
  const history: Hop[] = [];
  let request = first;
  for (;;) {
    // Without the query string, which may carry tokens.
    ctx.log.debug('sending', { method: request.method, url: `${request.url.origin}${request.url.pathname}` });
    const startedAt = performance.now();
    const response = await ctx.fetch(request.url, { ...request.options(), redirect: 'manual', signal });
    const elapsed = (performance.now() - startedAt) / 1000;
    const next = given.allow_redirects ? request.redirected(response) : undefined;
    if (!next) {
      const result = httpResult(
        response,
        await readBody(response, ctx),
        { history, elapsed, url: request.url.href },
        ctx,
      );
      if (response.status >= 200 && response.status <= 306) return result;
      const message = `${request.url.host} answered ${response.status} ${response.statusText}`.trim();
      throw ctx.fail({ code: `HTTP_${response.status}`, message, data: result, retry: isPassing(response.status) });
    }
    await response.body?.cancel();
    history.push({ status: response.status, url: request.url.href });
    if (history.length > MAX_REDIRECTS) {
      throw ctx.fail({ code: 'TOO_MANY_REDIRECTS', message: `more than ${MAX_REDIRECTS} redirects`, retry: false });
    }
    request = next.withCookies(cookiesSetBy(response), request.url);
  }
}

/** Overload and breakdown may be over by the next try; a wrong request will not. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

/** As Mistral: an empty text is no body. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
