import type { LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { EgressPolicy } from './egress.ts';

export type Lookup = typeof systemLookup;

/** Resolves a name to permitted addresses only. What is answered here is what is connected to: no second look, no rebinding. */
export function permittedLookup(policy: EgressPolicy, lookup: Lookup): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, []);
      const permitted = addresses.filter(({ address }) => policy.permits(host, address));
      const [first] = permitted;
      if (!first) return callback(policy.refusal(host), []);
      if (options.all) callback(null, permitted);
      else callback(null, first.address, first.family);
    });
  };
}

/** The address that a permitted name stands for; an address for itself. */
export function addressOf(host: string, lookup: LookupFunction): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return Promise.resolve(bare);
  return new Promise((resolve, reject) => {
    lookup(bare, {}, (error, address) => (error ? reject(error) : resolve(address as string)));
  });
}
