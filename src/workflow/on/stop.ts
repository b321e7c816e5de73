import { cancelExecution, failExecution, succeedExecution } from '../completeExecution.ts';
import type { Draft } from '../Draft.ts';
import type { Stop } from '../Event.ts';
import { isFinal } from '../State.ts';

/** Somebody ends the execution. As Mistral: one that has ended is left as it is, and only a cancel goes down to sub-workflows. */
export function stop(draft: Draft, { state, reason }: Stop): void {
  if (isFinal(draft.execution.state)) return;
  draft.setRuntime({ isStopped: true });
  if (state === 'SUCCESS') return succeedExecution(draft, reason);
  if (state === 'ERROR') return failExecution(draft, reason);
  cancelExecution(draft, reason);
}
