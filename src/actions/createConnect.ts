import { lookup as systemLookup } from 'node:dns';
import { createConnection, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { messageOf } from '../base/errors.ts';
import type { EgressLimits } from './egress.ts';
import { addressOf, type Lookup, permittedLookup } from './permittedLookup.ts';
import { type ActionContext, ActionFailure, isActionFailure } from './sdk.ts';

/** `ctx.connect` of one run. Fails with `EGRESS_DENIED` or `NETWORK`, or with the signal's reason. */
export function createConnect(
  { policy, network, signal }: EgressLimits,
  lookup: Lookup = systemLookup,
): ActionContext['connect'] {
  return async (host, port) => {
    signal.throwIfAborted();
    policy.checkHost(host, network);
    try {
      const address = await addressOf(host, permittedLookup(policy, lookup));
      return await connected(addAbortSignal(signal, createConnection({ host: address, port })));
    } catch (error) {
      signal.throwIfAborted();
      if (isActionFailure(error)) throw error;
      const message = `cannot connect to ${host}:${port}: ${messageOf(error)}`;
      throw new ActionFailure({ code: 'NETWORK', message, retry: true, cause: error });
    }
  };
}

function connected(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
