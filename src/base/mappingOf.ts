import { Dict, looksLikeIndex, setOwn, type Value } from './json.ts';

/** Named values; a `Dict` only where the names would not keep their order or kind in a plain object. */
export type Mapping = { readonly [key: string]: Value } | Dict;

/** A mapping of these members: of the same key the last value, at the place of the first. */
export function mappingOf(members: Iterable<readonly [Value, Value]>): Mapping {
  const unique = new Dict(members);
  if (![...unique.keys()].every((key) => typeof key === 'string' && !looksLikeIndex(key))) return unique;
  const object: Record<string, Value> = {};
  for (const [key, value] of unique) setOwn(object, key as string, value);
  return object;
}
