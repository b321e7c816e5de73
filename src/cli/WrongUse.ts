import { UserError } from '../base/errors.ts';

/** Thrown when a command was given what it cannot work with; shown as one line, and the exit code is 2. */
export class WrongUse extends UserError {
  readonly code = 'WRONG_USE';
}
