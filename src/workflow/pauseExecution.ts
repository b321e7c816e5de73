import type { Draft } from './Draft.ts';
import { tellChildren, tellParent } from './relatives.ts';

/** Holds an execution: what runs may end, nothing more begins. Its sub-workflows are held as well. */
export function pauseExecution(draft: Draft, reason: string | null, { isInherited = false } = {}): void {
  if (draft.execution.state === 'PAUSED') return;
  tellChildren(draft, { kind: 'pause', reason, isInherited: true });
  draft.setExecution({ state: 'PAUSED', stateInfo: reason });
  tellParent(draft, (taskId) => ({ kind: 'childUpdated', taskId, state: 'PAUSED', isInherited }));
}
