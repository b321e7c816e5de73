import type { Draft } from '../Draft.ts';
import type { Resume } from '../Event.ts';
import { resumeExecution } from '../resumeExecution.ts';

/** Somebody lets the execution go on, or the one above it does. As Mistral: where it is not held, nothing happens. */
export function resume(draft: Draft, { env, isInherited = false }: Resume): void {
  if (draft.execution.state !== 'PAUSED') return;
  if (isInherited && draft.parentState() !== 'RUNNING') return;
  resumeExecution(draft, env);
}
