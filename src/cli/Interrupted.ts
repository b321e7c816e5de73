import { constants } from 'node:os';
import { UserError } from '../base/errors.ts';

/** Thrown when somebody asked the command to stop before it came to its end. */
export class Interrupted extends UserError {
  readonly code = 'INTERRUPTED';

  constructor(readonly signal: NodeJS.Signals) {
    super(`Interrupted by ${signal}.`);
  }

  /** What shells expect of a program that a signal ended: 130 for Ctrl-C. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}
