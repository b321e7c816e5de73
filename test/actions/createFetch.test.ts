import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFetch } from '../../src/actions/createFetch.ts';
import { EgressPolicy } from '../../src/actions/egress.ts';
import { traceParentOf } from '../../src/actions/traceParent.ts';
import { newId } from '../../src/base/ids.ts';

const open = new EgressPolicy(['127.0.0.1']);
const never = new AbortController().signal;
const fetchOpenly = createFetch({ policy: open, signal: never });

async function serve(listener: RequestListener): Promise<{ url: string; port: number }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

/** A name server that answers each question with the next of the given addresses. */
function resolver(...answers: string[]) {
  let asked = 0;
  const lookup = (_host: string, _options: object, callback: (error: null, addresses: LookupAddress[]) => void) => {
    callback(null, [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }]);
  };
  return { lookup: lookup as unknown as Parameters<typeof createFetch>[1], asked: () => asked };
}

describe('ctx.fetch', () => {
  it('answers like fetch, and remembers how headers were spelled', async () => {
    const { url } = await serve((_, response) => response.writeHead(201, 'Made', { 'X-Big': '1' }).end('{"a":1}'));
    const response = await fetchOpenly(`${url}/a`);
    expect([response.status, response.statusText, response.ok, response.url]).toEqual([201, 'Made', true, `${url}/a`]);
    expect(response.rawHeaders).toContainEqual(['X-Big', '1']);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('sends method, headers and body, also with GET', async () => {
    const { url } = await serve((request, response) => {
      request.pipe(
        response.setHeader('seen', `${request.method} ${request.headers.x} ${request.headers['content-type']}`),
      );
    });
    const response = await fetchOpenly(url, { headers: { x: '1' }, body: new URLSearchParams({ a: 'b c' }) });
    expect(response.headers.get('seen')).toBe('GET 1 application/x-www-form-urlencoded;charset=UTF-8');
    expect(await response.text()).toBe('a=b+c');
  });

  it('tells to which trace a request belongs, unless it is told itself, also after a redirect', async () => {
    const ids = { executionId: newId(), actionExecutionId: newId(), taskId: null, workflowName: null };
    const traceParent = traceParentOf(ids);
    expect(traceParent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(traceParent.split('-')[1]).toBe(ids.executionId.replaceAll('-', ''));
    expect(traceParentOf({ ...ids, executionId: null }).split('-')[1]).toBe(ids.actionExecutionId.replaceAll('-', ''));
    const { url } = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/to' }).end();
      else response.end(request.headers.traceparent);
    });
    const traced = createFetch({ policy: open, signal: never, traceParent });
    expect(await (await traced(url)).text()).toBe(traceParent);
    expect(await (await traced(url, { headers: { Traceparent: '00-own' } })).text()).toBe('00-own');
  });

  it('does not let a header say where the body ends', async () => {
    const { url } = await serve((request, response) => request.pipe(response));
    const response = await fetchOpenly(url, { method: 'POST', headers: { 'content-length': '2' }, body: 'whole' });
    expect(await response.text()).toBe('whole');
  });

  it('makes basic authorisation of credentials in the address', async () => {
    const { url } = await serve((request, response) => response.end(`${request.headers.authorization} ${request.url}`));
    const response = await fetchOpenly(url.replace('//', '//ada:p%40ss@'));
    expect(await response.text()).toBe(`Basic ${btoa('ada:p@ss')} /`);
  });

  it('unpacks compressed bodies', async () => {
    const { url } = await serve((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('packed')),
    );
    expect(await (await fetchOpenly(url)).text()).toBe('packed');
  });

  it.each([204, 304])('reads no body of a %i', async (status) => {
    const { url } = await serve((_, response) => response.writeHead(status).end());
    expect((await fetchOpenly(url)).body).toBeNull();
  });

  it('refuses an address of this machine, and a name that resolves to one', async () => {
    const { port } = await serve((_, response) => response.end('secret'));
    const denied = expect.objectContaining({ code: 'EGRESS_DENIED' }) as Error;
    const guarded = createFetch({ policy: new EgressPolicy(), signal: never }, resolver('127.0.0.1').lookup);
    await expect(guarded(`http://127.0.0.1:${port}/`)).rejects.toEqual(denied);
    await expect(guarded(`http://rebound.test:${port}/`)).rejects.toEqual(denied);
    await expect(
      createFetch({ policy: new EgressPolicy(), signal: never })(`http://localhost:${port}/`),
    ).rejects.toEqual(denied);
  });

  it('connects to the address it has looked at, and asks for it once', async () => {
    const { port } = await serve((_, response) => response.end('here'));
    const names = resolver('127.0.0.1', '127.0.0.2');
    const response = await createFetch({ policy: open, signal: never }, names.lookup)(`http://once.test:${port}/`);
    expect([await response.text(), names.asked()]).toEqual(['here', 1]);
  });

  it('follows redirects and looks at every address on the way', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/next' }).end();
      else if (request.url === '/next') response.writeHead(307, { location: 'http://127.0.0.2:9/' }).end();
    });
    await expect(fetchOpenly(url)).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
    expect((await fetchOpenly(url, { redirect: 'manual' })).status).toBe(302);
    await expect(fetchOpenly(url, { redirect: 'error' })).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
  });

  it('gives up on a circle of redirects', async () => {
    const { url } = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    await expect(fetchOpenly(url)).rejects.toMatchObject({
      code: 'TOO_MANY_REDIRECTS',
      message: expect.stringMatching('20') as string,
    });
  });

  it('names the host that it is told to, and no other server by it', async () => {
    const other = await serve((request, response) => response.end(request.headers.host));
    const { url } = await serve((request, response) => {
      if (request.url === '/') response.end(request.headers.host);
      else response.writeHead(302, { location: other.url }).end();
    });
    const headers = { Host: 'inner.test' };
    expect(await (await fetchOpenly(url, { headers })).text()).toBe('inner.test');
    expect(await (await fetchOpenly(`${url}/away`, { headers })).text()).toBe(new URL(other.url).host);
  });

  it('goes on with GET after a POST, and takes no credentials to another origin', async () => {
    const other = await serve((request, response) => {
      const { method, headers } = request;
      response.end(JSON.stringify([method, headers.authorization, headers['content-type'], headers.x]));
    });
    const { url } = await serve((_, response) => response.writeHead(302, { location: other.url }).end());
    const response = await fetchOpenly(url, {
      method: 'POST',
      body: 'x',
      headers: { authorization: 'Basic x', x: '1' },
    });
    expect(await response.json()).toEqual(['GET', null, null, '1']);
  });

  it('calls a connection that fails NETWORK, worth another try', async () => {
    const { url } = await serve((request) => request.socket.destroy());
    await expect(fetchOpenly(url)).rejects.toMatchObject({ code: 'NETWORK', retry: true });
    await expect(fetchOpenly('not a url')).rejects.toMatchObject({ code: 'INVALID_URL' });
  });

  it('ends with the reason of the signal, before and during', async () => {
    const controller = new AbortController();
    const { url } = await serve(() => controller.abort(new Error('enough')));
    const aborting = createFetch({ policy: open, signal: controller.signal });
    await expect(aborting(url)).rejects.toThrow('enough');
    await expect(aborting(url)).rejects.toThrow('enough');
  });
});
