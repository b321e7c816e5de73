import type { Draft } from '../Draft.ts';
import type { Resume } from '../Event.ts';
import { mergeEnvironment } from '../environment.ts';
import type { Values } from '../Facts.ts';
import { resumeExecution } from '../resumeExecution.ts';
import { executionStarted } from './executionStarted.ts';

/**
 * Somebody lets the execution go on, or the one above it does. One that waits for its time begins at once. As Mistral: where it
 * is not held, nothing happens.
 */
export function resume(draft: Draft, { env, isInherited = false }: Resume): void {
  if (draft.execution.state === 'IDLE') return beginNow(draft, env);
  if (draft.execution.state !== 'PAUSED') return;
  if (isInherited && draft.parentState() !== 'RUNNING') return;
  resumeExecution(draft, env);
}

function beginNow(draft: Draft, env: Values | null): void {
  mergeEnvironment(draft, env);
  executionStarted(draft);
}
