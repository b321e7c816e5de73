import { BlockList, isIP } from 'node:net';
import { StartupError } from '../base/errors.ts';
import { ActionFailure } from './sdk.ts';

/** Ourselves, our own link, the addresses at which clouds hand out credentials, and what is no single machine. */
const DENIED = [
  '0.0.0.0/8', // Linux connects to itself
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '255.255.255.255/32',
  '::/128',
  '::1/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::/32',
];

/** What the connections of one run obey. */
export interface EgressLimits {
  readonly policy: EgressPolicy;
  /** The hosts its action declares; absent: any. */
  readonly network?: readonly string[] | undefined;
  /** Ends them. */
  readonly signal: AbortSignal;
}

/** Where actions may send requests. Names are judged by what they resolve to, at the moment of connecting. */
export class EgressPolicy {
  private readonly denied: BlockList;
  private readonly allowedNetworks: BlockList;
  private readonly allowedHosts: ReadonlySet<string>;

  /**
   * `allow`: hosts, addresses and networks (CIDR) that may be reached although they are denied otherwise. `deny`: addresses and
   * networks that may not, beside those that nobody may.
   */
  constructor(
    readonly allow: readonly string[] = [],
    readonly deny: readonly string[] = [],
  ) {
    const entries = tidy(allow);
    const isNetwork = (entry: string) => entry.includes('/') || isIP(entry) !== 0;
    this.allowedNetworks = blockList(entries.filter(isNetwork), 'TRAMONTANE_EGRESS_ALLOW');
    this.allowedHosts = new Set(entries.filter((entry) => !isNetwork(entry)).map(hostName));
    this.denied = blockList([...DENIED, ...tidy(deny)], 'TRAMONTANE_EGRESS_DENY');
  }

  /** Fails unless the scheme is one of HTTP and the host may be reached. */
  check(url: URL, network?: readonly string[]): void {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      throw denied(`'${url.protocol.slice(0, -1)}' is not http or https`);
    }
    this.checkHost(url.hostname, network);
  }

  /**
   * Fails unless the host is one of `network`, where that is given, and may be reached, where it is an address: names are looked
   * at when they are resolved.
   */
  checkHost(given: string, network?: readonly string[]): void {
    const host = hostName(given);
    if (network && !network.some((pattern) => matches(host, pattern))) {
      throw denied(`requests to '${host}' are not among what the action declares as its network`);
    }
    if (isIP(host) !== 0 && !this.permits(host, host)) throw this.refusal(host);
  }

  /** Whether `address`, which `host` resolves to, may be connected to. */
  permits(host: string, address: string): boolean {
    if (this.allowedHosts.has(hostName(host))) return true;
    const bare = address.split('%')[0] as string;
    const forms = [bare, ...embeddedAddresses(bare)];
    if (forms.some((form) => contains(this.allowedNetworks, form))) return true;
    return !forms.some((form) => contains(this.denied, form));
  }

  refusal(host: string): ActionFailure {
    const why = 'it is on this machine or its link, or denied by TRAMONTANE_EGRESS_DENY (see TRAMONTANE_EGRESS_ALLOW)';
    return denied(`requests to '${host}' are not allowed: ${why}`);
  }
}

function denied(why: string): ActionFailure {
  return new ActionFailure({ code: 'EGRESS_DENIED', message: why, retry: false });
}

function tidy(entries: readonly string[]): string[] {
  return entries.map((entry) => entry.trim().toLowerCase()).filter(Boolean);
}

/** `*.acme.test` stands for every name below it, and not for itself. */
function matches(host: string, pattern: string): boolean {
  const wanted = hostName(pattern);
  return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
}

function blockList(networks: readonly string[], variable: string): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, prefix] = network.split('/') as [string, string | undefined];
    const family = familyOf(address);
    const bits = Number(prefix ?? (family === 'ipv4' ? 32 : 128));
    try {
      list.addSubnet(address, bits, family);
    } catch (cause) {
      throw new StartupError(`${variable}: '${network}' is not a network such as 10.0.0.0/8.`, { cause });
    }
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** Without the brackets of an IPv6 address in a URL, and without the dot that ends an absolute name. */
function hostName(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** The IPv4 addresses that an IPv6 address may stand for, by the ways the two networks were ever joined. */
function embeddedAddresses(address: string): string[] {
  const groups = groupsOf(address);
  if (!groups) return [];
  const head = groups.slice(0, 6).join(':');
  const isMapped = ['0:0:0:0:0:0', '0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0'].includes(head);
  if (isMapped && address !== '::' && address !== '::1') return [dotted(groups[6], groups[7])];
  if (groups[0] === '64' && groups[1] === 'ff9b') return [dotted(groups[6], groups[7])];
  if (groups[0] === '2002') return [dotted(groups[1], groups[2])];
  return [];
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] | undefined {
  if (isIP(address) !== 6) return undefined;
  // The URL parser writes the one canonical form, with at most one gap.
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [left, right ?? ''].map((side) => side.split(':').filter(Boolean)) as [string[], string[]];
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

function dotted(high = '0', low = '0'): string {
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join('.');
}
