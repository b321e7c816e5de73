import type { ActionContext, FetchResponse } from 'tramontane/plugin';

const LIMIT_BYTES = 5 * 1024 * 1024;

/** The whole body; fails as soon as it is known to be too large, which for a compressed one is while it is unpacked. */
export async function readBody(response: FetchResponse, ctx: ActionContext): Promise<Uint8Array> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > LIMIT_BYTES) await refuse(response, ctx);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > LIMIT_BYTES) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw ctx.fail({ code: 'NETWORK', message: `the response broke off after ${size} bytes`, retry: true, cause });
  }
  if (size > LIMIT_BYTES) throw tooLarge(ctx);
  return Buffer.concat(chunks);
}

/** The cookies a response sets, by name. */
export function cookiesSetBy(response: FetchResponse): Record<string, string> {
  const cookies = response.headers.getSetCookie().map((line) => /^\s*([^=;]+?)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(line));
  return Object.fromEntries(cookies.flatMap((match) => (match ? [[match[1], match[2]]] : [])));
}

/** The character set of a body: what the response says, else what its type implies, else unknown. */
export function encodingOf(response: FetchResponse): string | null {
  const type = response.headers.get('content-type')?.toLowerCase() ?? '';
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/.exec(type)?.[1];
  return named ?? (/^application\/(?:[\w.-]+\+)?json\b/.test(type) ? 'utf-8' : null);
}

async function refuse(response: FetchResponse, ctx: ActionContext): Promise<never> {
  await response.body?.cancel();
  throw tooLarge(ctx);
}

function tooLarge(ctx: ActionContext): never {
  throw ctx.fail({
    code: 'RESPONSE_TOO_LARGE',
    message: `the response is larger than ${LIMIT_BYTES / 1024 / 1024} MiB`,
    retry: false,
  });
}
