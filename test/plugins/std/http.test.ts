import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EgressPolicy } from '../../../src/actions/egress.ts';
import { parseJson, stringifyJson, type Value } from '../../../src/base/json.ts';
import { runRequest } from '../../actions/runRequest.ts';
import { selfMadeCertificate } from '../../support/certificate.ts';
import { run } from '../checkout.ts';

const egress = new EgressPolicy(['127.0.0.1', 'localhost']);
const MIB = 1024 * 1024;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serveTls(
  listener: RequestListener,
  { certificate, privateKey } = selfMadeCertificate('localhost', '127.0.0.1'),
  options: ServerOptions = {},
): Promise<{ url: string; certificate: string }> {
  const server = createTlsServer({ ...options, cert: certificate, key: privateKey }, listener).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close().closeAllConnections());
  await once(server, 'listening');
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, certificate };
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
    [{ proxies: 'http://proxy.test' }, 'proxies'],
    [{ auth: 'ada' }, 'auth'],
    [{ verify: 1 }, 'verify'],
    [{ cert: ['a', 'b', 'c'] }, 'cert'],
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

describe('std.http and proxies', () => {
  /** A proxy that writes down what it is asked for, and does it. */
  async function proxy(): Promise<{ url: string; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim());
      response.end(`"by proxy for ${request.headers.host}"`);
    });
    server.on('connect', ({ url = '' }, socket: Socket, head: Buffer) => {
      asked.push(`CONNECT ${url}`);
      const [host, port] = url.split(':');
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      for (const each of [socket, onward]) each.on('error', () => {});
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close().closeAllConnections());
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
  }

  it('asks the proxy of the scheme for plain HTTP, with its credentials', async () => {
    const { url, asked } = await proxy();
    const proxies = { http: url.replace('//', '//ada:secret@'), https: 'http://127.0.0.1:1' };
    const result = await http({ url: 'http://localhost:8080/a?b=1', proxies });
    expect(result).toMatchObject({ state: 'SUCCESS', output: { content: 'by proxy for localhost:8080' } });
    expect(asked).toEqual([`GET http://localhost:8080/a?b=1 Basic ${btoa('ada:secret')}`]);
  });

  it('tunnels HTTPS to the address that it has looked at, and still knows the server by its name', async () => {
    const { url, asked } = await proxy();
    const server = await serveTls((request, response) => response.end(JSON.stringify(request.headers.host)));
    const named = server.url.replace('127.0.0.1', 'localhost');
    const result = await http({
      url: named,
      proxies: { all: url.slice('http://'.length) },
      verify: server.certificate,
    });
    expect(result).toMatchObject({ state: 'SUCCESS', output: { content: new URL(named).host } });
    expect(asked).toEqual([`CONNECT 127.0.0.1:${new URL(named).port}`]);
  });

  it('prefers the proxy of a host, and goes by itself where there is none for the scheme', async () => {
    const { url, asked } = await proxy();
    const direct = await serve((_, response) => response.end('"direct"'));
    const proxies = { 'http://localhost': url, http: 'http://127.0.0.1:1' };
    expect(await http({ url: 'http://localhost:8080/', proxies })).toMatchObject({ state: 'SUCCESS' });
    expect(await http({ url: direct, proxies: { https: url } })).toMatchObject({ output: { content: 'direct' } });
    expect(asked).toHaveLength(1);
  });

  it('obeys the egress policy for the proxy and for the server behind it', async () => {
    const { url, asked } = await proxy();
    const denied = { error: { code: 'EGRESS_DENIED' } };
    for (const target of ['http://8.8.8.8/', 'https://8.8.8.8/']) {
      expect(await run('std.http', { url: target, proxies: { all: url } })).toMatchObject(denied);
    }
    for (const target of ['http://169.254.169.254/', 'https://[fe80::1]/']) {
      expect(await http({ url: target, proxies: { all: url } })).toMatchObject(denied);
    }
    expect(asked).toEqual([]);
  });

  it('takes HTTP proxies only', async () => {
    for (const all of ['socks5://127.0.0.1:1', 'https://127.0.0.1:1', 'http://']) {
      expect(await http({ url: 'http://127.0.0.1:1/', proxies: { all } })).toMatchObject({
        error: { code: 'INVALID_PROXY' },
      });
    }
  });
});

describe('std.http and TLS', () => {
  it('trusts whom everybody trusts, whom it is told to, or anybody', async () => {
    const server = await serveTls((_, response) => response.end('1'));
    const other = selfMadeCertificate('127.0.0.1').certificate;
    const states = [undefined, null, true, other, server.certificate, false].map(async (verify) => {
      const result = await http({ url: server.url, ...(verify !== undefined && { verify }) });
      return result.state === 'ERROR' ? result.error.code : result.state;
    });
    expect(await Promise.all(states)).toEqual(['NETWORK', 'NETWORK', 'NETWORK', 'NETWORK', 'SUCCESS', 'SUCCESS']);
  });

  it('knows the server by its name also when it trusts its certificate', async () => {
    const server = await serveTls((_, response) => response.end('1'), selfMadeCertificate('elsewhere.test'));
    expect(await http({ url: server.url, verify: server.certificate })).toMatchObject({ error: { code: 'NETWORK' } });
  });

  it('shows its own certificate, and reads files from the folder for keys', async () => {
    const ours = selfMadeCertificate('ada');
    const server = await serveTls(
      (request, response) => response.end(JSON.stringify((request.socket as TLSSocket).authorized)),
      selfMadeCertificate('127.0.0.1'),
      { requestCert: true, rejectUnauthorized: true, ca: ours.certificate },
    );
    expect(await http({ url: server.url, verify: server.certificate })).toMatchObject({ error: { code: 'NETWORK' } });
    const folder = mkdtempSync(join(tmpdir(), 'tramontane-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'ours.pem'), ours.certificate + ours.privateKey);
    writeFileSync(join(folder, 'ca.pem'), server.certificate);
    vi.stubEnv('STD_KEY_FOLDER', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const certs = [[ours.certificate, ours.privateKey], 'ours.pem', ['ours.pem', 'ours.pem']];
    for (const cert of certs) {
      expect(await http({ url: server.url, verify: 'ca.pem', cert })).toMatchObject({ output: { content: true } });
    }
    expect(await http({ url: server.url, verify: '/etc/passwd' })).toMatchObject({
      error: { code: 'KEY_NOT_READABLE' },
    });
  });
});

describe('std.mistral_http', () => {
  const callback = { url: 'http://127.0.0.1:8080/callbacks/abc', token: 'abc' };

  it('goes on after the request, which says who asks', async () => {
    const headers: IncomingMessage['headers'][] = [];
    const url = await serve((request, response) => {
      headers.push(request.headers);
      response.end();
    });
    const request = runRequest({ egress, callback });
    expect(await run('std.mistral_http', { url, headers: { 'X-Own': 1 } }, request)).toEqual({ state: 'PENDING' });
    expect(headers).toEqual([
      expect.objectContaining({
        'mistral-workflow-name': 'wf',
        'mistral-workflow-execution-id': request.ids.executionId,
        'mistral-task-id': request.ids.taskId,
        'mistral-action-execution-id': request.ids.actionExecutionId,
        'mistral-callback-url': callback.url,
        'x-own': '1',
      }),
    ]);
  });

  it('names no workflow where it runs alone, and writes names that a header cannot hold', async () => {
    const headers: IncomingMessage['headers'][] = [];
    const url = await serve((request, response) => {
      headers.push(request.headers);
      response.end();
    });
    const ids = { actionExecutionId: 'a', executionId: null, taskId: null, workflowName: null };
    await run('std.mistral_http', { url }, { egress, callback, ids });
    await run('std.mistral_http', { url }, { egress, callback, ids: { ...ids, workflowName: 'größe\n' } });
    expect(
      Object.keys(headers[0] ?? {})
        .filter((name) => name.startsWith('mistral-'))
        .sort(),
    ).toEqual(['mistral-action-execution-id', 'mistral-callback-url']);
    expect(headers[1]?.['mistral-workflow-name']).toBe('gr%C3%B6%C3%9Fe%0A');
  });

  it('is an error at once when the request fails, or its answer says so', async () => {
    const url = await serve((_, response) => response.writeHead(503).end('{"why": 1}'));
    expect(await run('std.mistral_http', { url }, { egress, callback })).toMatchObject({
      error: { code: 'HTTP_503' },
      output: { status: 503, content: { why: 1 } },
    });
    expect(await run('std.mistral_http', { url: 'http://127.0.0.1:1/' }, { egress, callback })).toMatchObject({
      error: { code: 'NETWORK' },
    });
  });

  it('tells no other server where the action is completed', async () => {
    const seen: unknown[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers['mistral-callback-url'], request.headers['mistral-task-id'] !== undefined);
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(307, { location: other }).end());
    await run('std.mistral_http', { url, allow_redirects: true }, { egress, callback });
    expect(seen).toEqual([undefined, true]);
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
