import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFetch } from '../../src/actions/createFetch.ts';
import { EgressPolicy } from '../../src/actions/egress.ts';
import type { Lookup } from '../../src/actions/permittedLookup.ts';

/** Ways to write this machine, its link, or where clouds hand out credentials; `PORT` is that of the canary. */
const SPELLINGS = [
  'http://127.0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://127.1:PORT/',
  'http://127.0.1:PORT/',
  'http://127.8.8.8:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0x7f.0x0.0x0.0x1:PORT/',
  'http://0x7F.1:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://0177.0x0.1:PORT/',
  'http://00000177.1:PORT/',
  'http://0:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0x0:PORT/',
  'http://①②⑦.⓪.⓪.①:PORT/',
  'http://１２７.０.０.１:PORT/',
  'http://127。0。0。1:PORT/',
  'http://127．0．0．1:PORT/',
  'http://127｡0｡0｡1:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://127.0.0.1%2e:PORT/',
  'http://1%32%37%2e0.0.1:PORT/',
  'http://example.test@127.0.0.1:PORT/',
  'http://example.test:80@127.0.0.1:PORT/',
  'http://example.test%40127.0.0.1:PORT@127.0.0.1:PORT/',
  'http:127.0.0.1:PORT/',
  'http:\\\\127.0.0.1:PORT\\',
  ' http://127.0.0.1:PORT/',
  'ht\ntp://127.0.\t0.1:PORT/',
  'HTTP://127.0.0.1:PORT/',
  'https://127.0.0.1:PORT/',
  'http://[::1]:PORT/',
  'http://[0:0:0:0:0:0:0:1]:PORT/',
  'http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/',
  'http://[::0.0.0.1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[0:0:0:0:0:ffff:7f00:0001]:PORT/',
  'http://[::FFFF:127.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[::ffff:0:127.0.0.1]:PORT/',
  'http://[64:ff9b::127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[64:ff9b:1::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[::1%25lo]:PORT/',
  'http://[::1%lo]:PORT/',
  'http://[fe80::1%25eth0]:PORT/',
  'http://[fe80::1]:PORT/',
  'http://[ff02::1]:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.43518/',
  'http://2852039166/',
  'http://0xA9FEA9FE/',
  'http://0251.0376.0251.0376/',
  'http://[::ffff:169.254.169.254]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:a9fe:a9fe::1]/',
  'http://[fd00:ec2::254]/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/',
  'ftp://127.0.0.1:PORT/',
  'ws://127.0.0.1:PORT/',
  'data:text/plain,x',
];

/** Names that resolve to them. */
const ANSWERS: readonly LookupAddress[][] = [
  [{ address: '127.0.0.1', family: 4 }],
  [{ address: '127.0.0.53', family: 4 }],
  [{ address: '0.0.0.0', family: 4 }],
  [{ address: '169.254.169.254', family: 4 }],
  [{ address: '::1', family: 6 }],
  [{ address: '::ffff:127.0.0.1', family: 6 }],
  [{ address: '64:ff9b::7f00:1', family: 6 }],
  [{ address: 'fe80::1%eth0', family: 6 }],
  [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ],
];

const never = new AbortController().signal;

describe('nobody reaches what is denied', () => {
  const canary = createServer((_, response) => {
    touched++;
    response.end('secret');
  });
  /** A server that may be reached, and sends everybody where the query says. */
  const entry = createServer((request, response) => {
    const location = new URL(request.url ?? '', 'http://entry.test').searchParams.get('to') ?? '';
    response.writeHead(307, { location: location.replace(/[^\x21-\x7e]/g, encodeURIComponent) }).end();
  });
  let touched = 0;

  beforeAll(async () => {
    for (const server of [canary, entry]) await once(server.listen(0), 'listening');
  });
  beforeEach(() => {
    touched = 0;
  });
  afterAll(() => [canary, entry].map((server) => server.close().closeAllConnections()));

  const portOf = (server: typeof canary) => String((server.address() as AddressInfo).port);
  const refused = { code: expect.stringMatching(/^(EGRESS_DENIED|INVALID_URL)$/) as string };

  /** Answers each question with the next of the given addresses; `entry.test` is this machine, and allowed by its name. */
  function names(...answers: LookupAddress[][]): Lookup {
    const lookup = (host: string, _options: object, done: (error: null, addresses: LookupAddress[]) => void) =>
      done(null, host === 'entry.test' ? [{ address: '127.0.0.1', family: 4 }] : (answers.shift() ?? []));
    return lookup as unknown as Lookup;
  }

  const fetchAs = (lookup?: Lookup) => createFetch({ policy: new EgressPolicy(['entry.test']), signal: never }, lookup);

  it.each(SPELLINGS)('by %o', async (spelling) => {
    const url = spelling.replaceAll('PORT', portOf(canary));
    await expect(fetchAs()(url)).rejects.toMatchObject(refused);
    expect(touched).toBe(0);
  });

  it.each(SPELLINGS)('by a redirect to %o', async (spelling) => {
    const target = new URL(`http://entry.test:${portOf(entry)}/`);
    target.searchParams.set('to', spelling.trim().replaceAll('PORT', portOf(canary)));
    // Some of them lead from an address on to the same server.
    const code = expect.stringMatching(/^(EGRESS_DENIED|INVALID_URL|TOO_MANY_REDIRECTS)$/) as string;
    await expect(fetchAs(names())(target)).rejects.toMatchObject({ code });
    expect(touched).toBe(0);
  });

  it.each(ANSWERS)('by a name that resolves to %o', async (...answer) => {
    await expect(fetchAs(names(answer))(`http://innocent.test:${portOf(canary)}/`)).rejects.toMatchObject(refused);
    const redirect = `http://entry.test:${portOf(entry)}/?to=http://innocent.test:${portOf(canary)}/`;
    await expect(fetchAs(names(answer))(redirect)).rejects.toMatchObject(refused);
    expect(touched).toBe(0);
  });

  it('by a name that resolves to something else the second time', async () => {
    // Nobody is at the first address (RFC 5737), and the second is never asked for.
    const rebinding = names([{ address: '192.0.2.1', family: 4 }], [{ address: '127.0.0.1', family: 4 }]);
    const signal = AbortSignal.timeout(300);
    await expect(fetchAs(rebinding)(`http://rebound.test:${portOf(canary)}/`, { signal })).rejects.toThrow();
    expect(touched).toBe(0);
  });

  it('by a name of which one address is denied and another is not', async () => {
    const mixed = names([
      { address: '127.0.0.1', family: 4 },
      { address: '192.0.2.1', family: 4 },
    ]);
    const signal = AbortSignal.timeout(300);
    await expect(fetchAs(mixed)(`http://mixed.test:${portOf(canary)}/`, { signal })).rejects.toThrow();
    expect(touched).toBe(0);
  });

  it('while what is allowed is reached', async () => {
    const open = createFetch({ policy: new EgressPolicy(['127.0.0.1']), signal: never });
    expect(await (await open(`http://127.0.0.1:${portOf(canary)}/`)).text()).toBe('secret');
    expect(touched).toBe(1);
  });
});
