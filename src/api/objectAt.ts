import { InputError } from '../base/errors.ts';
import { Dict, keyText, type Value } from '../base/json.ts';
import { isObject } from './scalars.ts';

type Values = Readonly<Record<string, Value>>;

/** An object that a client gives, or `otherwise` where it gives none. Throws `InputError` that names the place for anything else. */
export function objectAt<T>(path: readonly string[], value: Value | undefined, otherwise: T): Values | T {
  if (value == null) return otherwise;
  // The order of names that look like numbers is of no interest here.
  if (value instanceof Dict) return Object.fromEntries([...value].map(([key, member]) => [keyText(key), member]));
  if (isObject(value)) return value;
  throw new InputError(`'${path.at(-1)}' has to be an object.`).at(path);
}
