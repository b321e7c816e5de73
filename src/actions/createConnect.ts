import { lookup as systemLookup } from 'node:dns';
import { createConnection, type Socket } from 'node:net';
import { messageOf } from '../base/errors.ts';
import type { EgressLimits } from './egress.ts';
import { addressOf, type Lookup, permittedLookup } from './permittedLookup.ts';
import { type ActionContext, ActionFailure, isActionFailure } from './sdk.ts';

/** Time for a protocol to tell the other side. */
const GOODBYE_MS = 1_000;

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
      return await connected(createConnection({ host: address, port }), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (isActionFailure(error)) throw error;
      const message = `cannot connect to ${host}:${port}: ${messageOf(error)}`;
      throw new ActionFailure({ code: 'NETWORK', message, retry: true, cause: error });
    }
  };
}

function connected(socket: Socket, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const leave = () => socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      signal.removeEventListener('abort', leave);
      // Who asked for it may not listen yet, and an error without a listener ends the process.
      socket.on('error', () => {});
      breakAfter(signal, socket);
      resolve(socket);
    });
  });
}

function breakAfter(signal: AbortSignal, socket: Socket): void {
  const onAbort = () => setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', onAbort));
}
