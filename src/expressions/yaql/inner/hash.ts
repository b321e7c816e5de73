import { identityOf } from '../../values/identity.ts';
import { type Inner, Kept } from './Inner.ts';

/** A primitive or object that is the same exactly for equal values, to key a `Map` or `Set` with. */
export function hashOf(value: Inner): unknown {
  return value instanceof Kept ? value.hash() : identityOf(value);
}

/** The hash of several in order, as one text. `kind` keeps collections of different kinds apart. */
export function hashOfAll(kind: string, values: Iterable<Inner>): string {
  const parts: string[] = [];
  for (const value of values) parts.push(part(hashOf(value)));
  return `\u0000${kind}(${parts.join(',')})`;
}

/** The same, whatever the order. */
export function hashOfUnordered(kind: string, hashes: Iterable<unknown>): string {
  return `\u0000${kind}(${Array.from(hashes, part).sort().join(',')})`;
}

function part(hash: unknown): string {
  if (typeof hash === 'string') return JSON.stringify(hash);
  return typeof hash === 'object' && hash !== null ? `#${serialOf(hash)}` : String(hash);
}

let lastSerial = 0;
const serials = new WeakMap<object, number>();

function serialOf(object: object): number {
  const known = serials.get(object) ?? ++lastSerial;
  serials.set(object, known);
  return known;
}
