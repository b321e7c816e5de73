import type { Draft } from '../Draft.ts';
import type { Resume } from '../Event.ts';
import { resumeExecution } from '../resumeExecution.ts';

/** Somebody lets the execution go on. As Mistral: where it is not held, nothing happens. */
export function resume(draft: Draft, { env }: Resume): void {
  const { state } = draft.execution;
  if (state === 'PAUSED' || state === 'IDLE') resumeExecution(draft, env);
}
