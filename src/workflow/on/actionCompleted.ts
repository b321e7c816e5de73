import { pythonText } from '../../expressions/values/pythonText.ts';
import { isTruthy } from '../../expressions/values/truth.ts';
import type { Draft } from '../Draft.ts';
import type { ActionCompleted } from '../Event.ts';
import { failTask } from '../failTask.ts';
import { itemEnded } from '../itemEnded.ts';
import { isFinal } from '../State.ts';

/** A result is in. What comes for a task that has ended, or from an attempt that is over, is only recorded. */
export function actionCompleted(draft: Draft, event: ActionCompleted): void {
  const { actionExecutionId, taskId, from, state, output, isDiscarded, problem } = event;
  draft.record('ACTION', actionExecutionId, from, state, null);
  if (isDiscarded) return;
  if (problem !== undefined && !isFinal(draft.task(taskId).state)) {
    draft.changeResults({ kind: 'discard', taskId, which: 'failed' });
    return failTask(draft, draft.task(taskId), problem);
  }
  const stateInfo = state === 'SUCCESS' || !isTruthy(output) ? null : pythonText(output);
  itemEnded(draft, taskId, { state, stateInfo, wasPaused: from === 'PAUSED' });
}
