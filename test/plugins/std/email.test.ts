import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EgressPolicy } from '../../../src/actions/egress.ts';
import type { Value } from '../../../src/base/json.ts';
import { runRequest } from '../../actions/runRequest.ts';
import { selfMadeCertificate } from '../../support/certificate.ts';
import { run } from '../checkout.ts';

const egress = new EgressPolicy(['127.0.0.1', 'localhost']);
const { certificate, privateKey } = selfMadeCertificate('localhost', '127.0.0.1');

interface Mail {
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly isSecure: boolean;
  readonly text: string;
}

/** A mail server with STARTTLS, which knows Ada. */
async function mailServer(options: Partial<SMTPServerOptions> = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    key: privateKey,
    cert: certificate,
    authOptional: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'ada@example.test' && password === 'hunter2') done(null, { user: username });
      else done(Object.assign(new Error('no such account'), { responseCode: 535 }));
    },
    async onData(stream, { envelope, user, secure }, done) {
      const to = envelope.rcptTo.map(({ address }) => address);
      const from = envelope.mailFrom ? envelope.mailFrom.address : undefined;
      mails.push({ from, to, user: user as string | undefined, isSecure: secure, text: await text(stream) });
      done();
    },
    ...options,
  });
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  await once(listener, 'listening');
  return { port: (listener.address() as AddressInfo).port, mails };
}

const message = { from_addr: 'ada@example.test', to_addrs: ['bob@example.test'] };
const email = (input: Record<string, Value>, given = {}) =>
  run('std.email', { ...message, ...input }, { egress, ...given });

/** The header and body of a mail, by their lines. */
const linesOf = (mail: Mail | undefined) => mail?.text.split('\r\n') ?? [];

describe('std.email', () => {
  it('sends a text to everybody, and shows nobody the blind copies', async () => {
    const { port, mails } = await mailServer();
    const result = await email({
      smtp_server: `127.0.0.1:${port}`,
      to_addrs: ['bob@example.test', 'eve@example.test'],
      cc_addrs: ['carol@example.test'],
      bcc_addrs: ['dan@example.test'],
      reply_to: ['desk@example.test', 'ada@example.test'],
      subject: 'Full disk',
      body: 'Look at it.',
    });
    expect(result).toEqual({ state: 'SUCCESS', output: null });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ from: 'ada@example.test', isSecure: false, user: undefined });
    expect([...(mails[0]?.to ?? [])].sort()).toEqual(
      ['bob', 'carol', 'dan', 'eve'].map((name) => `${name}@example.test`),
    );
    const lines = linesOf(mails[0]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'From: ada@example.test',
        'To: bob@example.test, eve@example.test',
        'Cc: carol@example.test',
        'Reply-To: desk@example.test, ada@example.test',
        'Subject: Full disk',
        'Look at it.',
      ]),
    );
    expect(mails[0]?.text).not.toContain('dan@');
  });

  it('sends what stands for a missing subject and body, as Mistral', async () => {
    const { port, mails } = await mailServer();
    await email({ smtp_server: `127.0.0.1:${port}`, subject: null, body: '' });
    expect(linesOf(mails[0])).toEqual(expect.arrayContaining(['Subject: <No subject>', '<No body>']));
  });

  it('sends HTML beside the text', async () => {
    const { port, mails } = await mailServer();
    await email({
      smtp_server: `127.0.0.1:${port}`,
      body: 'plain',
      html_body: '<b>rich</b>',
      to_addrs: 'bob@example.test',
    });
    expect(mails[0]?.text).toMatch(
      /multipart\/alternative[\s\S]*text\/plain[\s\S]*plain[\s\S]*text\/html[\s\S]*<b>rich<\/b>/,
    );
  });

  it('logs in with a password, under STARTTLS only', async () => {
    const { port, mails } = await mailServer();
    const login = { smtp_server: `localhost:${port}`, smtp_password: 'hunter2', verify: certificate };
    expect(await email(login)).toEqual({ state: 'SUCCESS', output: null });
    expect(mails[0]).toMatchObject({ isSecure: true, user: 'ada@example.test' });
    expect(await email({ ...login, from_addr: 'robot@example.test', smtp_username: 'ada@example.test' })).toMatchObject(
      {
        state: 'SUCCESS',
      },
    );
    expect(mails[1]).toMatchObject({ from: 'robot@example.test', user: 'ada@example.test' });
  });

  it('gives no password to a server without STARTTLS', async () => {
    const seen: string[] = [];
    const { port } = await mailServer({
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => {
        seen.push(String(password));
        done(null, { user: 'any' });
      },
    });
    expect(await email({ smtp_server: `127.0.0.1:${port}`, smtp_password: 'hunter2' })).toMatchObject({
      state: 'ERROR',
    });
    expect(seen).toEqual([]);
  });

  it('trusts no certificate that nobody vouches for, unless it is told to', async () => {
    const { port, mails } = await mailServer();
    const login = { smtp_server: `127.0.0.1:${port}`, smtp_password: 'hunter2' };
    expect(await email(login)).toMatchObject({
      error: { code: 'SMTP_FAILED', message: expect.stringContaining('certificate') as string },
    });
    const other = selfMadeCertificate('127.0.0.1').certificate;
    expect(await email({ ...login, verify: other })).toMatchObject({ state: 'ERROR' });
    expect(mails).toEqual([]);
    expect(await email({ ...login, verify: false })).toMatchObject({ state: 'SUCCESS' });
  });

  it('fails for good with a wrong password, and says it nowhere', async () => {
    const { port } = await mailServer();
    const request = runRequest({ egress });
    const input = { smtp_server: `127.0.0.1:${port}`, smtp_password: 'wrong-one', verify: certificate };
    const result = await email(input, request);
    expect(result).toMatchObject({ error: { code: 'SMTP_535', retry: false } });
    expect(JSON.stringify([result, request.lines])).not.toContain('wrong-one');
  });

  it.each([
    [450, true],
    [550, false],
  ])('tells whether another try makes sense when the recipient is refused with %i', async (responseCode, retry) => {
    const { port } = await mailServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('not here'), { responseCode })),
    });
    expect(await email({ smtp_server: `127.0.0.1:${port}` })).toMatchObject({
      error: { code: `SMTP_${responseCode}`, retry, message: expect.stringContaining('not here') as string },
    });
  });

  it('says in a line which recipients were refused when others were not', async () => {
    const { port, mails } = await mailServer({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('eve') ? new Error('unknown') : null),
    });
    const request = runRequest({ egress });
    await email({ smtp_server: `127.0.0.1:${port}`, cc_addrs: ['eve@example.test'] }, request);
    expect(mails[0]?.to).toEqual(['bob@example.test']);
    expect(request.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: { refused: ['eve@example.test'] } }),
    );
  });

  it('lets nobody add header lines or files', async () => {
    const { port, mails } = await mailServer();
    await email({
      smtp_server: `127.0.0.1:${port}`,
      subject: 'Hello\r\nBcc: eve@example.test',
      reply_to: 'ada@example.test\r\nX-Evil: 1',
    });
    expect(linesOf(mails[0]).filter((line) => /^(X-Evil|Bcc):/i.test(line))).toEqual([]);
    expect(mails[0]?.to).toEqual(['bob@example.test']);
  });

  it('ends when it is cancelled, with a server that says nothing', async () => {
    const controller = new AbortController();
    const { port } = await mailServer({ onConnect: () => controller.abort(new Error('cancelled by Ada')) });
    const result = await email({ smtp_server: `127.0.0.1:${port}` }, { signal: controller.signal });
    expect(result).toMatchObject({ error: { code: 'ABORTED', message: 'cancelled by Ada' } });
  });

  it('gives up on a server that stays silent', async () => {
    const { port } = await mailServer({ onConnect: () => {} });
    expect(await email({ smtp_server: `127.0.0.1:${port}`, timeout: 0.05 })).toMatchObject({
      error: { code: 'SMTP_FAILED', retry: true },
    });
  });

  it('reaches this machine only where that is allowed', async () => {
    for (const smtp_server of [
      '127.0.0.1:25',
      'localhost',
      '[::ffff:127.0.0.1]:25',
      '2130706433',
      '0x7f.1',
      '169.254.169.254',
    ]) {
      expect(await run('std.email', { ...message, smtp_server })).toMatchObject({
        state: 'ERROR',
        error: { code: expect.stringMatching(/EGRESS_DENIED|NETWORK/) as string },
      });
    }
    expect(await run('std.email', { ...message, smtp_server: '127.0.0.1:25' })).toMatchObject({
      error: { code: 'EGRESS_DENIED' },
    });
  });

  it('says that nobody answers', async () => {
    expect(await email({ smtp_server: '127.0.0.1:1' })).toMatchObject({ error: { code: 'NETWORK', retry: true } });
  });
});
