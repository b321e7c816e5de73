import { InputError } from '../../base/errors.ts';
import { isUnstorable } from '../../persistence/isUnstorable.ts';

/** An error that was thrown, or what the caller can put right of it. */
export function ofCaller(error: unknown): unknown {
  return isUnstorable(error) ? new InputError('A text may not hold the character U+0000.') : error;
}
