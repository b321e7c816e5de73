import { Dict, looksLikeIndex, setOwn, type Value } from '../../base/json.ts';
import { Lookup } from '../Scope.ts';
import { identityOf } from './identity.ts';

/** Anything an expression may look members up in. A plain object's prototype is never seen. */
export type Dictionary = { readonly [key: string]: Value } | Dict | Lookup;

/** Whether a value is a dictionary: not a list, not a number of its own class. */
export function isDictionary(value: unknown): value is Dictionary {
  if (value === null || typeof value !== 'object') return false;
  if (value instanceof Dict || value instanceof Lookup) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function dictHas(dictionary: Dictionary, key: Value): boolean {
  return dictGet(dictionary, key) !== undefined;
}

/** The member of that name, `undefined` where there is none. Keys are equal as numbers are: 1, 1.0 and true are one key. */
export function dictGet(dictionary: Dictionary, key: Value): Value | undefined {
  if (dictionary instanceof Dict) {
    const value = dictionary.get(key);
    return value === undefined ? memberAlike(dictionary, key) : value;
  }
  if (typeof key !== 'string') return undefined;
  if (dictionary instanceof Lookup) return dictionary.has(key) ? dictionary.get(key) : undefined;
  return Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
}

function memberAlike(dictionary: Dict, key: Value): Value | undefined {
  if (typeof key === 'string' || key === null) return undefined;
  const wanted = identityOf(key);
  for (const [other, value] of dictionary) if (identityOf(other) === wanted) return value;
  return undefined;
}

export function dictKeys(dictionary: Dictionary): readonly Value[] {
  if (dictionary instanceof Dict) return [...dictionary.keys()];
  return dictionary instanceof Lookup ? dictionary.keys() : Object.keys(dictionary);
}

/** Keys with their values, in the order they came. */
export function* dictEntries(dictionary: Dictionary): Generator<[Value, Value]> {
  if (dictionary instanceof Dict) yield* dictionary;
  else if (dictionary instanceof Lookup) {
    for (const key of dictionary.keys()) yield [key, dictionary.get(key) ?? null];
  } else for (const key of Object.keys(dictionary)) yield [key, dictionary[key] as Value];
}

export function dictSize(dictionary: Dictionary): number {
  if (dictionary instanceof Dict) return dictionary.size;
  return dictionary instanceof Lookup ? dictionary.keys().length : Object.keys(dictionary).length;
}

/** A dictionary in its plainest form; of equal keys the first keeps its place and the last its value. */
export function dictOf(entries: Iterable<readonly [Value, Value]>): { readonly [key: string]: Value } | Dict {
  const members = new Map<unknown, [Value, Value]>();
  let isPlain = true;
  for (const [key, value] of entries) {
    const identity = identityOf(key);
    const known = members.get(identity);
    if (known) known[1] = value;
    else members.set(identity, [key, value]);
    if (typeof key !== 'string' || looksLikeIndex(key)) isPlain = false;
  }
  if (!isPlain) return new Dict(members.values());
  const object: Record<string, Value> = {};
  for (const [key, value] of members.values()) setOwn(object, key as string, value);
  return object;
}
