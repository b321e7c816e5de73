import { CallbackTokens } from '../actions/CallbackTokens.ts';
import type { Id } from '../base/ids.ts';
import type { Database } from '../persistence/openDatabase.ts';
import { ServiceKeyStore } from '../persistence/ServiceKeyStore.ts';
import type { Options } from './options.ts';

/** Where and by which right an action is completed from outside. */
export interface Callbacks {
  readonly tokens: CallbackTokens;
  /** `undefined` where nobody could be reached: this process serves no API, and knows of no other. */
  of(actionExecutionId: Id): { readonly url: string; readonly token: string } | undefined;
}

/** `ownUrl`: where this process listens. */
export async function openCallbacks(
  { dataSource }: Database,
  { publicUrl, roles }: Options,
  ownUrl: string,
): Promise<Callbacks> {
  const tokens = new CallbackTokens(await new ServiceKeyStore(dataSource).obtain('callbacks'));
  const base = publicUrl ?? (roles.includes('api') ? ownUrl : undefined);
  return {
    tokens,
    of: (actionExecutionId) => {
      if (base === undefined) return undefined;
      const token = tokens.tokenOf(actionExecutionId);
      return { token, url: `${base.replace(/\/$/, '')}/callbacks/${token}` };
    },
  };
}
