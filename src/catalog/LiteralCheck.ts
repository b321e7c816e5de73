import type { LiteralInput } from '../actions/checkLiterals.ts';
import type { InputProblem } from '../actions/input.ts';

/** What an action has to say about an input that a definition gives it. */
export interface CheckedLiterals {
  /** All the inputs it has. */
  readonly names: readonly string[];
  readonly problems: readonly InputProblem[];
}

/** Asks the action of a name; `undefined` where no plugin has one. */
export type LiteralCheck = (action: string, input: LiteralInput) => CheckedLiterals | undefined;
