import { describe, expect, it } from 'vitest';
import { EgressPolicy } from '../../src/actions/egress.ts';

const policy = new EgressPolicy();
const check = (url: string, of = policy) => of.check(new URL(url));

describe('the egress policy', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.255.255.254/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://0/',
    'http://0.0.0.0/',
    'http://0.1.2.3/',
    'http://１２７.０.０.１/',
    'http://127。0。0。1/',
    'http://127.0.0.1./',
    'http://user@127.0.0.1/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:a9fe:a9fe]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2002:a9fe:a9fe::1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://[fe80::1]/',
    'http://[febf::1]/',
    'http://[fd00:ec2::254]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[ff02::1]/',
    'ftp://example.test/',
    'file:///etc/passwd',
    'gopher://example.test/',
    'data:text/plain,x',
    'ws://example.test/',
  ])('refuses %s', (url) => {
    expect(() => check(url)).toThrow(expect.objectContaining({ code: 'EGRESS_DENIED', retry: false }));
  });

  it.each([
    'http://8.8.8.8/',
    'https://10.0.0.1/',
    'http://[2001:db8::1]/',
    'http://example.test/',
    'http://[::ffff:8.8.8.8]/',
  ])('permits %s', (url) => expect(check(url)).toBeUndefined());

  it('looks at the addresses that a name resolves to', () => {
    expect(policy.permits('example.test', '93.184.216.34')).toBe(true);
    expect(policy.permits('example.test', '127.0.0.1')).toBe(false);
    expect(policy.permits('localhost', '::1')).toBe(false);
    expect(policy.permits('link.test', 'fe80::1%eth0')).toBe(false);
  });

  it('permits what the allow list names: hosts, addresses, networks', () => {
    const open = new EgressPolicy([' LOCALHOST', ' 127.0.0.2', '169.254.0.0/24', '::1 ']);
    expect(open.permits('localhost.', '127.0.0.1')).toBe(true);
    expect(open.permits('other', '127.0.0.1')).toBe(false);
    expect(open.permits('other', '127.0.0.2')).toBe(true);
    expect(open.permits('other', '::ffff:127.0.0.2')).toBe(true);
    expect(open.permits('other', '169.254.0.9')).toBe(true);
    expect(open.permits('other', '169.254.1.9')).toBe(false);
    expect(check('http://[::1]:80/', open)).toBeUndefined();
  });

  it('denies further networks, unless they are allowed', () => {
    const narrow = new EgressPolicy(['10.1.0.0/16', 'inside.test'], ['10.0.0.0/8', ' 93.184.216.34 ']);
    expect(narrow.permits('a.test', '10.2.0.1')).toBe(false);
    expect(narrow.permits('a.test', '10.1.0.1')).toBe(true);
    expect(narrow.permits('inside.test', '10.2.0.1')).toBe(true);
    expect(narrow.permits('a.test', '::ffff:10.2.0.1')).toBe(false);
    expect(narrow.permits('a.test', '93.184.216.34')).toBe(false);
    expect(() => new EgressPolicy([], ['acme.test'])).toThrow("TRAMONTANE_EGRESS_DENY: 'acme.test' is not a network");
  });

  it.each([
    ['api.acme.test', ['api.acme.test'], true],
    ['API.acme.test.', ['api.acme.test'], true],
    ['api.acme.test', ['*.acme.test'], true],
    ['acme.test', ['*.acme.test'], false],
    ['evilacme.test', ['*.acme.test'], false],
    ['acme.test.evil.test', ['acme.test'], false],
    ['8.8.8.8', ['acme.test'], false],
    ['acme.test', [], false],
  ])('takes %s for one of %o: %o', (host, network, isOne) => {
    const checking = () => policy.check(new URL(`http://${host}/`), network);
    if (isOne) expect(checking).not.toThrow();
    else expect(checking).toThrow('declares as its network');
  });

  it('refuses a network that is none', () => {
    expect(() => new EgressPolicy(['10.0.0.0/99'])).toThrow("'10.0.0.0/99' is not a network");
    expect(() => new EgressPolicy(['ten/8'])).toThrow("'ten/8' is not a network");
  });
});
