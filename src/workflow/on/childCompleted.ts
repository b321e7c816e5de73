import type { Draft } from '../Draft.ts';
import type { ChildCompleted } from '../Event.ts';
import { itemEnded } from '../itemEnded.ts';

/** A sub-workflow has ended; for its task it is what an action would be. */
export function childCompleted(draft: Draft, { childId, taskId, state, stateInfo }: ChildCompleted): void {
  const verb = state === 'ERROR' ? 'Failed' : 'Cancelled';
  const reason = state === 'SUCCESS' ? null : (stateInfo ?? `${verb} subworkflow [execution_id=${childId}]`);
  itemEnded(draft, taskId, { state, stateInfo: reason, wasPaused: false });
}
