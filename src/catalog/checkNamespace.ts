import { InputError, LimitError } from '../base/errors.ts';
import { NAME_LENGTH } from './names.ts';

/** Throws `InputError` or `LimitError` where nothing can be stored in a namespace of this name. The default one is empty. */
export function checkNamespace(namespace: string): void {
  const path = ['input', 'namespace'];
  if (namespace.length > NAME_LENGTH) {
    throw new LimitError("'namespace'", NAME_LENGTH, namespace.length, 'characters').at(path);
  }
  if (namespace.trim() !== namespace || /\p{Cc}/u.test(namespace)) {
    throw new InputError('A namespace may not begin or end with spaces, nor hold control characters.').at(path);
  }
}
