import { Dict, Float, keyText, setOwn, type Value } from '../base/json.ts';

/**
 * A value as the author of an action expects it: plain JavaScript, where 2.0 is 2 and a dictionary is an object. Integers
 * beyond 2^53 stay `bigint`, because nothing else holds them. What has no specialities is not copied.
 */
export function toPlain(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Float) return value.value;
  if (value instanceof Dict) return plainObject([...value].map(([key, member]) => [keyText(key), toPlain(member)]));
  if (Array.isArray(value)) {
    const items = value.map(toPlain);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const members = Object.entries(value).map(([key, member]): [string, unknown, Value] => [
    key,
    toPlain(member),
    member,
  ]);
  if (members.every(([, plain, member]) => plain === member)) return value;
  return plainObject(members.map(([key, plain]) => [key, plain]));
}

function plainObject(entries: readonly [string, unknown][]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, member] of entries) setOwn(object, key, member);
  return object;
}
