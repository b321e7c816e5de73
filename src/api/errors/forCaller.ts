import { InputError, TransientFault } from '../../base/errors.ts';
import { isUnavailable } from '../../persistence/isUnavailable.ts';
import { isUnstorable } from '../../persistence/isUnstorable.ts';

/** An error that was thrown, or what it means for the caller: something to put right, or to try again in a moment. */
export function forCaller(error: unknown): unknown {
  if (isUnstorable(error)) return new InputError('A text may not hold the character U+0000.');
  if (isUnavailable(error)) return new TransientFault((error as Error).message, { cause: error });
  return error;
}
