import { Dict, Float } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import type { Steps } from '../Limits.ts';
import { integer } from './numbers.ts';
import { Opaque } from './Opaque.ts';

/** Starts the identities of what is no text, so that no text can be taken for one. */
const MARK = '\u0000';

/**
 * A primitive that is the same for two values exactly when Python finds them equal, to put them into a `Map` or `Set`.
 * Fails for dictionaries, which cannot be keys.
 */
export function identityOf(value: unknown, steps?: Steps): unknown {
  steps?.step();
  if (typeof value === 'string') return value.startsWith(MARK) ? `${MARK}s${value}` : value;
  if (typeof value === 'boolean') return Number(value);
  if (value === null || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Float) return Number.isInteger(value.value) ? integer(value.value) : value.value;
  if (Array.isArray(value)) return `${MARK}(${value.map((item) => quoted(identityOf(item, steps))).join(',')}`;
  if (value instanceof Opaque) return value;
  throw new Failure(value instanceof Dict ? 'A dictionary cannot be a key' : 'A value of this kind cannot be a key');
}

function quoted(identity: unknown): string {
  if (typeof identity === 'string') return JSON.stringify(identity);
  if (typeof identity === 'object' && identity !== null) return `${MARK}#${serialOf(identity)}`;
  return String(identity);
}

let lastSerial = 0;
const serials = new WeakMap<object, number>();

function serialOf(object: object): number {
  const known = serials.get(object);
  if (known !== undefined) return known;
  serials.set(object, ++lastSerial);
  return lastSerial;
}
