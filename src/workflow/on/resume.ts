import { IllegalStateError } from '../../base/errors.ts';
import type { Draft } from '../Draft.ts';
import type { Resume } from '../Event.ts';
import { resumeExecution } from '../resumeExecution.ts';
import { isFinal, MOVES } from '../State.ts';

/** Somebody lets the execution go on. As Mistral: where it runs already, nothing happens. */
export function resume(draft: Draft, { env }: Resume): void {
  const { id, state } = draft.execution;
  if (isFinal(state)) throw new IllegalStateError('Execution', id, state, 'RUNNING', MOVES[state]);
  if (state === 'PAUSED' || state === 'IDLE') resumeExecution(draft, env);
}
