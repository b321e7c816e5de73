import { type ActionContext, defineAction, z } from 'tramontane/plugin';
import { buildRequest, type HttpRequest } from './httpRequest.ts';
import { cookiesSetBy, readBody } from './httpResponse.ts';
import { type Hop, httpResult } from './httpResult.ts';
import { seconds } from './seconds.ts';

const MAX_REDIRECTS = 30;
const simple = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const input = z
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
    headers: z.record(z.string(), simple).nullish(),
    cookies: z.record(z.string(), simple).nullish(),
    auth: z.string().includes(':').nullish().describe('user:password, for HTTP Basic.'),
    timeout: seconds.nullish().describe('For the whole request with its redirects, in seconds; 60, if not given.'),
    allow_redirects: z.boolean().nullish().describe('Whether to follow redirects; not, if not given.'),
    proxies: z
      .unknown()
      .refine((given) => given === null || given === undefined, 'requests cannot be sent through a proxy')
      .optional(),
    verify: z.boolean().nullish().describe('false accepts any certificate.'),
  })
  .refine(({ body, json }) => !isGiven(body) || !isGiven(json), "only one of 'body' and 'json' may be given");

const output = z.object({
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
  input,
  output,
  examples: [
    { input: { url: 'https://example.org/' } },
    { title: 'send JSON', input: { url: 'https://example.org/tickets', method: 'POST', json: { title: 'Disk full' } } },
  ],
  async run(given, ctx) {
    const timeoutSeconds = given.timeout ?? 60;
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      return await send(buildRequest(given, ctx), given.allow_redirects ?? false, timeout, ctx);
    } catch (error) {
      ctx.signal.throwIfAborted();
      if (!timeout.aborted) throw error;
      const message = `no complete answer within ${timeoutSeconds} seconds`;
      throw ctx.fail({ code: 'HTTP_TIMEOUT', message, retry: true, cause: error });
    }
  },
});

async function send(first: HttpRequest, mayRedirect: boolean, signal: AbortSignal, ctx: ActionContext) {
  const history: Hop[] = [];
  let request = first;
  for (;;) {
    // Without the query string, which may carry tokens.
    ctx.log.debug('sending', { method: request.method, url: `${request.url.origin}${request.url.pathname}` });
    const startedAt = performance.now();
    const response = await ctx.fetch(request.url, { ...request.options(), redirect: 'manual', signal });
    const elapsed = (performance.now() - startedAt) / 1000;
    const next = mayRedirect ? request.redirected(response) : undefined;
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
