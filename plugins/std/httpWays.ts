import type { ActionContext, FetchOptions } from 'tramontane/plugin';
import { keyText } from './keyText.ts';

/** The part of the action's input that says how servers are reached, and what is trusted. */
export interface WaysInput {
  readonly proxies?: Readonly<Record<string, string>> | null;
  readonly verify?: boolean | string | null;
  readonly cert?: string | readonly [string, string] | null;
}

/** How to reach each address on the way along the redirects. */
export interface Ways {
  to(url: URL): Pick<FetchOptions, 'proxy' | 'tls' | 'verifyTls'>;
}

/** Reads what is given by the names of files. */
export async function waysOf({ proxies, verify, cert }: WaysInput, ctx: ActionContext): Promise<Ways> {
  const [certificate, privateKey] = await Promise.all([cert ?? []].flat().map((given) => keyText(given, ctx)));
  const tls = {
    ...(typeof verify === 'string' && { authorities: await keyText(verify, ctx) }),
    ...(certificate !== undefined && { certificate, privateKey: privateKey ?? certificate }),
  };
  return {
    to: (url) => {
      const proxy = proxyFor(url, proxies ?? {});
      return { tls, verifyTls: verify !== false, ...(proxy && { proxy }) };
    },
  };
}

/** As Mistral: the entry that names most of the address counts; one without a scheme of its own is an HTTP proxy. */
function proxyFor({ protocol, hostname }: URL, proxies: Readonly<Record<string, string>>): string | undefined {
  const scheme = protocol.slice(0, -1);
  const names = [`${scheme}://${hostname}`, scheme, `all://${hostname}`, 'all'];
  const found = names.map((name) => proxies[name]).find(Boolean);
  return found && !found.includes('://') ? `http://${found}` : found;
}
