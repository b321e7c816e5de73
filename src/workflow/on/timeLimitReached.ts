import { failExecution } from '../completeExecution.ts';
import type { Draft } from '../Draft.ts';
import type { TimeLimitReached } from '../Event.ts';
import { tellChildren } from '../relatives.ts';
import { isFinal } from '../State.ts';

/** Beyond Mistral: an execution that takes longer than its `timeout` ends in ERROR, and its sub-workflows are cancelled. */
export function timeLimitReached(draft: Draft, { seconds }: TimeLimitReached): void {
  if (isFinal(draft.execution.state)) return;
  draft.setRuntime({ isStopped: true });
  const reason = `Execution timed out [timeout(s)=${seconds}].`;
  tellChildren(draft, { kind: 'stop', state: 'CANCELLED', reason });
  failExecution(draft, reason);
}
