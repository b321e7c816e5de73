import type { Draft } from './Draft.ts';
import { tellParent } from './relatives.ts';
import { isFinal } from './State.ts';

/** An execution that had ended runs again, and those above it with it. */
export function reviveExecution(draft: Draft): void {
  const { id, state, runtime } = draft.execution;
  if (!isFinal(state)) return;
  if (runtime.isStopped) draft.setRuntime({ isStopped: false });
  draft.setExecution({ state: 'RUNNING', stateInfo: null, finishedAt: null, accepted: false });
  tellParent(draft, (taskId) => ({ kind: 'childRerun', childId: id, taskId }));
  draft.plan({ kind: 'goOn' });
}
