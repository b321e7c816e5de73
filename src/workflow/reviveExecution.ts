import type { Draft } from './Draft.ts';
import { tellParent } from './relatives.ts';
import { isFinal } from './State.ts';

/** An execution that had ended runs again, and those above it with it. */
export function reviveExecution(draft: Draft): void {
  const { state, accepted, index, runtime } = draft.execution;
  if (!isFinal(state)) return;
  if (runtime.isStopped) draft.setRuntime({ isStopped: false });
  draft.setExecution({ state: 'RUNNING', stateInfo: null, finishedAt: null, accepted: false });
  // Where its result was not taken, its task still waits for it, or has gone on without it.
  if (accepted) tellParent(draft, (taskId) => ({ kind: 'childRerun', taskId, index, from: state }));
  draft.plan({ kind: 'goOn' });
}
