import { Dict, Float, keyText, type Value } from './json.ts';

/** The members of a JSON object by name, in a plain object; `undefined` for any other value. Names that look like numbers move. */
export function namedValues(value: Value): Readonly<Record<string, Value>> | undefined {
  if (value instanceof Dict) return Object.fromEntries([...value].map(([key, member]) => [keyText(key), member]));
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Float) return undefined;
  return value as Readonly<Record<string, Value>>;
}
