import type { ActionContext, FetchResponse } from 'tramontane/plugin';
import { cookiesSetBy, encodingOf } from './httpResponse.ts';

/** A redirect that was followed. */
export interface Hop {
  readonly status: number;
  readonly url: string;
}

interface Course {
  readonly history: Hop[];
  readonly elapsed: number;
  readonly url: string;
}

/** What the workflow sees of a response, with the member names that Mistral's users know. */
export function httpResult(
  response: FetchResponse,
  body: Uint8Array,
  { history, elapsed, url }: Course,
  ctx: ActionContext,
) {
  const encoding = encodingOf(response);
  return {
    content: contentOf(decode(body, encoding), ctx),
    status: response.status,
    headers: headersOf(response),
    url,
    history,
    encoding,
    reason: response.statusText,
    cookies: cookiesSetBy(response),
    elapsed,
  };
}

/** JSON by its form, whatever the response calls it. Without loss: a price of 2.0 stays one. */
function contentOf(text: string, ctx: ActionContext): unknown {
  try {
    return ctx.json.parse(text);
  } catch {
    return text;
  }
}

function decode(body: Uint8Array, encoding: string | null): string {
  try {
    return new TextDecoder(encoding ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body); // a character set that nobody knows
  }
}

function headersOf(response: FetchResponse): Record<string, string> {
  const headers = new Map<string, [name: string, value: string]>();
  for (const [name, value] of response.rawHeaders) {
    const earlier = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), earlier ? [earlier[0], `${earlier[1]}, ${value}`] : [name, value]);
  }
  return Object.fromEntries(headers.values());
}
