import { InputError, LimitError } from '../base/errors.ts';
import { FIELD_LIMIT_BYTES } from '../base/fieldLimit.ts';
import { stringifyJson, type Value } from '../base/json.ts';
import { namedValues } from '../base/namedValues.ts';

/** As Mistral. */
const NAME_LENGTH = 200;

/** Throws `InputError` or `LimitError` where an environment cannot have this name. */
export function checkEnvironmentName(name: string): void {
  const path = ['input', 'name'];
  if (name.length > NAME_LENGTH) throw new LimitError("'name'", NAME_LENGTH, name.length, 'characters').at(path);
  if (name.trim() === '') throw new InputError('The name of an environment may not be empty.').at(path);
  if (name.trim() !== name || /\p{Cc}/u.test(name)) {
    throw new InputError(
      'The name of an environment may not begin or end with spaces, nor hold control characters.',
    ).at(path);
  }
}

/** Variables as they are kept: JSON, as it was given. Throws `InputError` or `LimitError`. */
export function variablesText(variables: Value): string {
  const path = ['input', 'variables'];
  if (!namedValues(variables)) throw new InputError("'variables' has to be an object.").at(path);
  const text = stringifyJson(variables);
  const bytes = Buffer.byteLength(text);
  if (bytes > FIELD_LIMIT_BYTES) throw new LimitError("'variables'", FIELD_LIMIT_BYTES, bytes).at(path);
  return text;
}
