import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EgressPolicy } from '../../../src/actions/egress.ts';
import { parseJson, stringifyJson, type Value } from '../../../src/base/json.ts';
import { runRequest } from '../../actions/runRequest.ts';
import { run } from '../checkout.ts';

const egress = new EgressPolicy(['127.0.0.1']);
const MIB = 1024 * 1024;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What arrives when std.http is run with this input. */
async function seen(input: Record<string, Value>, path = '/'): Promise<Seen> {
  const url = await serve(async (request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers, body: await text(request) }));
  });
  const result = await http({ url: url + path, ...input });
  expect(result.state).toBe('SUCCESS');
  return (result as unknown as { output: { content: Seen } }).output.content;
}

const http = (input: Value, signal = runRequest().signal) => run('std.http', input, { egress, signal });

/** The content that std.http makes of a response. */
async function content(body: string | Buffer, headers: Record<string, string> = {}): Promise<Value | undefined> {
  const url = await serve((_, response) => response.writeHead(200, headers).end(body));
  const result = await http({ url });
  return result.state === 'SUCCESS' ? (result.output as { content: Value }).content : undefined;
}

describe('a request of std.http', () => {
  it('is a GET without a body by default', async () => {
    const { method, body, headers } = await seen({});
    expect([method, body, headers['user-agent'], headers['content-type']]).toEqual([
      'GET',
      '',
      'tramontane',
      undefined,
    ]);
  });

  it('adds its params to those of the address', async () => {
    const { url } = await seen({ params: { q: 'a b&c', list: [1, 'x'], on: true, none: null } }, '/find?p=1#part');
    expect(url).toBe('/find?p=1&q=a+b%26c&list=1&list=x&on=True');
    expect((await seen({ params: 'raw=1&b' })).url).toBe('/?raw=1&b');
  });

  it('sends JSON to the letter, with its content type', async () => {
    const given = parseJson('{"method": "post", "json": {"price": 2.0, "b": 1, "1": 123456789012345678901}}');
    const { method, body, headers } = await seen(given as Record<string, Value>);
    expect([method, body]).toEqual(['POST', '{"price":2.0,"b":1,"1":123456789012345678901}']);
    expect(headers['content-type']).toBe('application/json');
  });

  it('sends a text as it is and anything else as JSON text, without a content type', async () => {
    const plain = await seen({ method: 'PUT', body: 'naïve' });
    expect([plain.body, plain.headers['content-type']]).toEqual(['naïve', undefined]);
    expect((await seen({ method: 'PUT', body: { a: [1] } })).body).toBe('{"a":[1]}');
  });

  it('sends headers, cookies and authorisation', async () => {
    const { headers } = await seen({
      headers: { 'X-Count': 3, 'X-Flag': true, 'X-None': null, 'User-Agent': 'mine' },
      cookies: { a: '1', b: 2 },
      auth: 'ada:pass:word',
    });
    expect(headers).toMatchObject({ 'x-count': '3', 'x-flag': 'True', 'user-agent': 'mine', cookie: 'a=1; b=2' });
    expect(headers.authorization).toBe(`Basic ${btoa('ada:pass:word')}`);
    expect(headers).not.toHaveProperty('x-none');
  });

  it.each([
    [{ body: 'a', json: 1 }, "only one of 'body' and 'json'"],
    [{ proxies: { http: 'http://proxy.test' } }, 'cannot be sent through a proxy'],
    [{ auth: 'ada' }, 'auth'],
    [{ verify: '/etc/ca.pem' }, 'verify'],
    [{ method: 'GET /' }, 'method'],
    [{ methd: 'GET' }, "unexpected=['methd']"],
  ])('is refused with %o', async (input, message) => {
    expect(await http({ url: 'http://example.test', ...(input as Record<string, Value>) })).toMatchObject({
      error: { code: 'INVALID_INPUT', message: expect.stringContaining(message) as string },
    });
  });

  it('may be given an empty body beside JSON, and null for everything else', async () => {
    const nothing = {
      params: null,
      headers: null,
      cookies: null,
      auth: null,
      timeout: null,
      proxies: null,
      verify: null,
    };
    expect((await seen({ ...nothing, method: null, allow_redirects: null, body: '', json: 1 })).body).toBe('1');
  });
});

describe('the result of std.http', () => {
  it('has everything that Mistral tells', async () => {
    const url = await serve((_, response) => {
      response.setHeader('Set-Cookie', ['a=1; Path=/', 'b=x=y; HttpOnly']);
      response.writeHead(201, 'Made', { 'X-Spelled-So': '1', 'Content-Type': 'application/json' }).end('[2.0]');
    });
    const result = await http({ url });
    expect(result).toMatchObject({
      state: 'SUCCESS',
      output: {
        status: 201,
        reason: 'Made',
        url: `${url}/`,
        history: [],
        encoding: 'utf-8',
        cookies: { a: '1', b: 'x=y' },
        elapsed: expect.any(Number) as number,
        headers: { 'X-Spelled-So': '1', 'Set-Cookie': 'a=1; Path=/, b=x=y; HttpOnly' },
      },
    });
    expect(result.state === 'SUCCESS' && stringifyJson((result.output as { content: Value }).content)).toBe('[2.0]');
  });

  it('has the JSON value where the body is JSON, whatever it is called, else the text', async () => {
    expect(await content('{"a": 1}', { 'content-type': 'text/plain' })).toEqual({ a: 1 });
    expect(await content('{"a": 1', { 'content-type': 'application/json' })).toBe('{"a": 1');
    expect(await content('')).toBe('');
    expect(await content(Buffer.from('caf\xe9', 'latin1'), { 'content-type': 'text/html; charset=ISO-8859-1' })).toBe(
      'café',
    );
    expect(await content('café', { 'content-type': 'text/html; charset=klingon' })).toBe('café');
    expect(await content(gzipSync('packed'), { 'content-encoding': 'gzip' })).toBe('packed');
  });

  it.each([200, 204, 302, 304, 306])('is a success with status %i', async (status) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    expect(await http({ url })).toMatchObject({ state: 'SUCCESS', output: { status } });
  });

  it.each([
    [307, false],
    [404, false],
    [429, true],
    [503, true],
  ])('is an error that carries it with status %i', async (status, retry) => {
    const url = await serve((_, response) => response.writeHead(status).end('{"why": 1}'));
    expect(await http({ url })).toMatchObject({
      state: 'ERROR',
      error: { code: `HTTP_${status}`, retry },
      output: { status, content: { why: 1 } },
    });
  });
});

describe('std.http and redirects', () => {
  it('follows them only on request, and lists them', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/a') response.writeHead(301, { location: 'b?x=1', 'set-cookie': 'seen=a' }).end();
      else response.end(JSON.stringify([request.method, request.url, request.headers.cookie]));
    });
    expect(await http({ url: `${url}/a` })).toMatchObject({ output: { status: 301, history: [] } });
    const followed = await http({
      url: `${url}/a`,
      method: 'POST',
      json: 1,
      cookies: { mine: 1 },
      allow_redirects: true,
    });
    expect(followed).toMatchObject({
      output: {
        url: `${url}/b?x=1`,
        content: ['GET', '/b?x=1', 'mine=1; seen=a'],
        history: [{ status: 301, url: `${url}/a` }],
      },
    });
  });

  it('keep method and body with 307 and 308', async () => {
    const url = await serve(async (request, response) => {
      if (request.url === '/') response.writeHead(308, { location: '/to' }).end();
      else response.end(JSON.stringify([request.method, await text(request)]));
    });
    const result = await http({ url, method: 'PUT', body: 'x', allow_redirects: true });
    expect(result).toMatchObject({ output: { content: ['PUT', 'x'] } });
  });

  it('take no credentials and cookies to another origin', async () => {
    const other = await serve((request, response) => {
      const { authorization = null, cookie = null } = request.headers;
      response.end(JSON.stringify([authorization, cookie]));
    });
    const url = await serve((_, response) => response.writeHead(302, { location: other, 'set-cookie': 'a=1' }).end());
    const result = await http({ url, auth: 'a:b', cookies: { c: 1 }, allow_redirects: true });
    expect(result).toMatchObject({ output: { content: [null, null] } });
  });

  it('cannot lead to a denied address', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { location: 'http://[::ffff:169.254.169.254]/' }).end(),
    );
    expect(await http({ url, allow_redirects: true })).toMatchObject({ error: { code: 'EGRESS_DENIED' } });
  });

  it('end when they go round in a circle', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    expect(await http({ url, allow_redirects: true })).toMatchObject({ error: { code: 'TOO_MANY_REDIRECTS' } });
  });
});

describe('the limits of std.http', () => {
  it('refuses this machine, files and unknown schemes', async () => {
    for (const url of ['http://127.0.0.1:1/', 'http://localhost:1/', 'file:///etc/passwd']) {
      expect(await run('std.http', { url })).toMatchObject({ error: { code: 'EGRESS_DENIED' } });
    }
    expect(await http({ url: 'nonsense' })).toMatchObject({ error: { code: 'INVALID_URL' } });
  });

  it.each([
    ['announced', { 'content-length': String(5 * MIB + 1) }, Buffer.alloc(5 * MIB + 1)],
    ['without a length', { 'transfer-encoding': 'chunked' }, Buffer.alloc(5 * MIB + 1)],
    ['once unpacked', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50 * MIB))],
  ])('refuses a response over 5 MiB %s', async (_, headers, body) => {
    const url = await serve((_request, response) => response.writeHead(200, headers).end(body));
    expect(await http({ url })).toMatchObject({ error: { code: 'RESPONSE_TOO_LARGE', retry: false } });
  });

  it('takes a response of 5 MiB', async () => {
    expect(await content('x'.repeat(5 * MIB))).toHaveLength(5 * MIB);
  });

  it('gives up after its timeout, before the headers and within the body', async () => {
    for (const begin of ['', 'part']) {
      const url = await serve((_, response) => void (begin && response.write(begin)));
      expect(await http({ url, timeout: 0.05 })).toMatchObject({
        error: { code: 'HTTP_TIMEOUT', message: 'no complete answer within 0.05 seconds', retry: true },
      });
    }
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort(new Error('cancelled by Ada')));
    expect(await http({ url }, controller.signal)).toMatchObject({
      error: { code: 'ABORTED', message: 'cancelled by Ada' },
    });
  });

  it('calls a lost connection NETWORK, also within the body', async () => {
    const lost = await serve((request) => request.socket.destroy());
    expect(await http({ url: lost })).toMatchObject({ error: { code: 'NETWORK', retry: true } });
    const cut = await serve((request, response) => response.write('part', () => request.socket.destroy()));
    expect(await http({ url: cut })).toMatchObject({ error: { code: 'NETWORK', retry: true } });
  });

  it('logs neither query nor credentials', async () => {
    const request = runRequest({ egress });
    const url = await serve((_, response) => response.end());
    await run('std.http', { url: `${url.replace('//', '//u:secret@')}/p?token=secret`, auth: 'a:secret' }, request);
    expect(request.lines).toMatchObject([{ level: 'debug', fields: { url: `${url}/p` } }]);
    expect(JSON.stringify(request.lines)).not.toContain('secret');
  });
});
