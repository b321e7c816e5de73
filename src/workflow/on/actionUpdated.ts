import { IllegalStateError, NotFoundError } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';
import type { Draft } from '../Draft.ts';
import type { ActionUpdated } from '../Event.ts';
import { itemUpdated } from '../itemUpdated.ts';
import { isFinal, MOVES, type State } from '../State.ts';

/** Somebody says of an action under way that it is paused, or goes on. */
export function actionUpdated(draft: Draft, { actionExecutionId: id, taskId, state }: ActionUpdated): void {
  const action = draft.actionState(id);
  if (!action) throw new NotFoundError('ActionExecution', id);
  const { state: from, isDiscarded } = action;
  assertActionMove(id, from, state);
  if (from === state) return;
  draft.record('ACTION', id, from, state, null);
  draft.changeResults({ kind: 'actionState', actionExecutionId: id, state });
  if (isDiscarded) return;
  const { paused } = draft.task(taskId).runtime;
  const isPaused = state === 'PAUSED';
  itemUpdated(draft, taskId, {
    state: isPaused ? 'PAUSED' : 'RUNNING',
    paused: Math.max(0, paused + (isPaused ? 1 : -1)),
  });
}

/** Throws `IllegalStateError` unless somebody may say that of an action. */
export function assertActionMove(id: Id, from: State, to: State): void {
  if ((to === 'PAUSED' || to === 'RUNNING') && !isFinal(from)) return;
  throw new IllegalStateError('ActionExecution', id, from, to, isFinal(from) ? MOVES[from] : ['PAUSED', 'RUNNING']);
}
