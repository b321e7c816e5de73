import { IllegalStateError } from '../../base/errors.ts';
import type { Draft } from '../Draft.ts';
import type { Pause } from '../Event.ts';
import { pauseExecution } from '../pauseExecution.ts';
import { isFinal, MOVES } from '../State.ts';

/**
 * Somebody holds the execution, or the one above it is held. How that stands is looked up, because what it tells may come in
 * another order than it was said.
 */
export function pause(draft: Draft, { reason, isInherited = false }: Pause): void {
  const { id, state } = draft.execution;
  if (isFinal(state)) throw new IllegalStateError('Execution', id, state, 'PAUSED', MOVES[state]);
  if (isInherited && draft.parentState() !== 'PAUSED') return;
  pauseExecution(draft, reason, { isInherited });
}
