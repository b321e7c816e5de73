import { InputError } from '../base/errors.ts';
import type { Value } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';

type Values = Readonly<Record<string, Value>>;

/** An object that a client gives, or `otherwise` where it gives none. Throws `InputError` that names the place for anything else. */
export function objectAt<T>(path: readonly string[], value: Value | undefined, otherwise: T): Values | T {
  if (value == null) return otherwise;
  const values = namedValues(value);
  if (!values) throw new InputError(`'${path.at(-1)}' has to be an object.`).at(path);
  return values;
}
