import { type ActionContext, defineAction, z } from 'tramontane/plugin';
import { keyText } from './keyText.ts';
import { seconds } from './seconds.ts';

/** As Mistral. Servers that want a password listen on 587 for it. */
const DEFAULT_PORT = 25;
const IMPLICIT_TLS_PORT = 465;

const addresses = z.union([z.string(), z.array(z.string())]);

const input = z.object({
  from_addr: z.string().describe('The sender, which is also the name to log in with.'),
  to_addrs: addresses.describe('Recipients: a list, or a text with commas.'),
  smtp_server: z.string().regex(/^\S+$/).describe('The mail server: `host` or `host:port`; 25, if no port is given.'),
  reply_to: addresses.nullish().describe('Where answers go.'),
  cc_addrs: addresses.nullish().describe('Recipients of a copy.'),
  bcc_addrs: addresses.nullish().describe('Recipients of a copy whom the others do not see.'),
  smtp_password: z.string().nullish().describe('Logs in with it, which is done under TLS only.'),
  subject: z.string().nullish().describe('`<No subject>`, if not given.'),
  body: z.string().nullish().describe('Plain text; `<No body>`, if not given.'),
  html_body: z.string().nullish().describe('The same in HTML, for who can show it.'),
  smtp_username: z.string().nullish().describe('The name to log in with, where it is not the sender.'),
  verify: z
    .union([z.boolean(), z.string()])
    .default(true)
    .describe('`false` accepts any certificate of the server; a text is a certificate to trust, or the file of one.'),
  timeout: seconds.default(60).describe('How long the server may stay silent, in seconds.'),
});

export const email = defineAction({
  name: 'std.email',
  description: 'Sends an email. With a password it goes to the server under TLS (STARTTLS), else as it is.',
  input,
  output: z.null(),
  examples: [
    {
      input: {
        from_addr: 'robot@example.test',
        to_addrs: ['ada@example.test'],
        smtp_server: 'mail.example.test:587',
        smtp_password: '<% env().smtp_password %>',
        subject: 'The disk is full',
        body: 'Please look at it.',
      },
    },
  ],
  async run(given, ctx) {
    // Loaded when it is needed: most services never send a mail.
    const { createTransport } = await import('nodemailer');
    const { host, port } = serverOf(given.smtp_server);
    const connection = await ctx.connect(host, port);
    ctx.signal.addEventListener('abort', () => connection.destroy(), { once: true });
    try {
      const sent = await createTransport({
        ...(await transportOf(given, ctx)),
        host,
        port,
        getSocket: (_options, use) => use(null, { connection }),
      }).sendMail(messageOf(given));
      ctx.log.info('sent', { messageId: sent.messageId, accepted: sent.accepted.length });
      if (sent.rejected.length) ctx.log.warn('recipients refused', { refused: sent.rejected });
      return null;
    } catch (error) {
      ctx.signal.throwIfAborted();
      throw failure(error, ctx);
    } finally {
      connection.destroy();
    }
  },
});

type Input = z.output<typeof input>;

async function transportOf(
  { from_addr, smtp_username, smtp_password, smtp_server, verify, timeout }: Input,
  ctx: ActionContext,
) {
  const isEncrypted = typeof smtp_password === 'string';
  const authorities = typeof verify === 'string' ? await keyText(verify, ctx) : undefined;
  return {
    secure: serverOf(smtp_server).port === IMPLICIT_TLS_PORT,
    requireTLS: isEncrypted,
    ignoreTLS: !isEncrypted,
    tls: { rejectUnauthorized: verify !== false, ...(authorities !== undefined && { ca: authorities }) },
    ...(isEncrypted && { auth: { user: smtp_username ?? from_addr, pass: smtp_password } }),
    connectionTimeout: timeout * 1000,
    greetingTimeout: timeout * 1000,
    socketTimeout: timeout * 1000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function messageOf(given: Input) {
  return {
    from: given.from_addr,
    to: given.to_addrs,
    ...(given.cc_addrs && { cc: given.cc_addrs }),
    ...(given.bcc_addrs && { bcc: given.bcc_addrs }),
    ...(given.reply_to && { replyTo: given.reply_to }),
    subject: given.subject || '<No subject>',
    text: given.body || '<No body>',
    ...(given.html_body && { html: given.html_body }),
  };
}

/** `host`, `host:port`, or an IPv6 address, with brackets where a port follows. */
function serverOf(server: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(server) ?? [];
  return { host: bracketed ?? plain ?? server, port: port === undefined ? DEFAULT_PORT : Number(port) };
}

/** A server's answer of 4xx asks for another try, and so does a connection that breaks; 5xx is final (RFC 5321, 4.2.1). */
function failure(error: unknown, ctx: ActionContext): never {
  const { message, code, responseCode } = error as Error & { code?: string; responseCode?: number };
  const retry = responseCode === undefined ? code !== 'EAUTH' && code !== 'ETLS' : responseCode < 500;
  throw ctx.fail({
    code: responseCode === undefined ? 'SMTP_FAILED' : `SMTP_${responseCode}`,
    message: `Failed to send an email message: ${message}`,
    retry,
    cause: error,
  });
}
