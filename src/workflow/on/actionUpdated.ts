import type { Draft } from '../Draft.ts';
import type { ActionUpdated } from '../Event.ts';
import { itemUpdated } from '../itemUpdated.ts';

/** Somebody paused an action, or lets it go on. */
export function actionUpdated(draft: Draft, { actionExecutionId, taskId, from, state }: ActionUpdated): void {
  if (from === state) return;
  draft.record('ACTION', actionExecutionId, from, state, null);
  draft.changeResults({ kind: 'actionState', actionExecutionId, state });
  const { paused } = draft.task(taskId).runtime;
  itemUpdated(draft, taskId, { state, paused: Math.max(0, paused + (state === 'PAUSED' ? 1 : -1)) });
}
