import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createConnect } from '../../src/actions/createConnect.ts';
import { EgressPolicy } from '../../src/actions/egress.ts';
import type { Lookup } from '../../src/actions/permittedLookup.ts';

const policy = new EgressPolicy(['127.0.0.1']);
const never = new AbortController().signal;

async function greeter(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {}).end('hello')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A name server that answers each question with the next of the given addresses. */
function names(...answers: string[]): Lookup {
  const lookup = (_host: string, _options: object, done: (error: null, addresses: LookupAddress[]) => void) =>
    done(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]);
  return lookup as unknown as Lookup;
}

describe('ctx.connect', () => {
  it('connects to the address it has looked at', async () => {
    const socket = await createConnect({ policy, signal: never }, names('127.0.0.1', '127.0.0.2'))(
      'here.test',
      await greeter(),
    );
    expect(await text(socket)).toBe('hello');
  });

  it('refuses what the policy refuses, by address and by name, and what the action does not declare', async () => {
    const port = await greeter();
    const guarded = createConnect({ policy: new EgressPolicy(), signal: never }, names('127.0.0.1'));
    await expect(guarded('127.0.0.1', port)).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
    await expect(guarded('rebound.test', port)).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
    const narrow = createConnect({ policy, network: ['acme.test'], signal: never });
    await expect(narrow('127.0.0.1', port)).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
  });

  it('survives that the other side breaks it before anybody listens', async () => {
    const accepted = Promise.withResolvers<Socket>();
    const server = createServer(accepted.resolve).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const socket = await createConnect({ policy, signal: never })('127.0.0.1', (server.address() as AddressInfo).port);
    (await accepted.promise).resetAndDestroy();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.destroyed).toBe(true);
  });

  it('calls a connection that fails NETWORK', async () => {
    const connect = createConnect({ policy, signal: never });
    await expect(connect('127.0.0.1', 1)).rejects.toMatchObject({ code: 'NETWORK', retry: true });
  });

  it('ends with the reason of the signal', async () => {
    const connect = createConnect({ policy, signal: AbortSignal.abort(new Error('enough')) });
    await expect(connect('127.0.0.1', 1)).rejects.toThrow('enough');
  });
});
