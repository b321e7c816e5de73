import { IllegalStateError } from '../../base/errors.ts';
import type { Draft } from '../Draft.ts';
import type { Pause } from '../Event.ts';
import { pauseExecution } from '../pauseExecution.ts';
import { isFinal, MOVES } from '../State.ts';

/** Somebody holds the execution. */
export function pause(draft: Draft, { reason }: Pause): void {
  const { id, state } = draft.execution;
  if (isFinal(state)) throw new IllegalStateError('Execution', id, state, 'PAUSED', MOVES[state]);
  pauseExecution(draft, reason);
}
