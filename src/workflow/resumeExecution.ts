import type { Draft } from './Draft.ts';
import { mergeEnvironment } from './environment.ts';
import type { Values } from './Facts.ts';
import { tellChildren, tellParent } from './relatives.ts';

/** Lets an execution go on, and its sub-workflows with it. */
export function resumeExecution(draft: Draft, env: Values | null): void {
  mergeEnvironment(draft, env);
  tellChildren(draft, { kind: 'resume', env: null, isInherited: true });
  if (draft.execution.runtime.isStopped) draft.setRuntime({ isStopped: false });
  draft.setExecution({ state: 'RUNNING', stateInfo: null });
  tellParent(draft, (taskId) => ({ kind: 'childUpdated', taskId, state: 'RUNNING' }));
  draft.plan({ kind: 'goOn' });
}
