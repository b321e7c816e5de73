import type { Draft } from '../Draft.ts';
import type { ActionUpdated } from '../Event.ts';
import { itemUpdated } from '../itemUpdated.ts';

/** Somebody paused an action, or lets it go on. */
export function actionUpdated(draft: Draft, { actionExecutionId, taskId, from, state }: ActionUpdated): void {
  if (from === state) return;
  draft.record('ACTION', actionExecutionId, from, state, null);
  draft.changeResults({ kind: 'actionState', actionExecutionId, state });
  itemUpdated(draft, taskId, state);
}
