import type { Id } from '../base/ids.ts';
import type { SendEvent } from './Decision.ts';
import type { Draft } from './Draft.ts';

/** A turn changes one execution: what concerns its parent or its children is sent to them. */

/** Tells every sub-workflow run that has not ended. */
export function tellChildren(draft: Draft, event: SendEvent['event']): void {
  for (const { id } of draft.openChildren()) draft.command({ kind: 'sendEvent', executionId: id, event });
}

/** Tells the execution that this one is a sub-workflow of, where it is one. */
export function tellParent(draft: Draft, event: (taskId: Id) => SendEvent['event']): void {
  const { parentTaskId, runtime } = draft.execution;
  if (parentTaskId === null || runtime.parentId === null) return;
  draft.command({ kind: 'sendEvent', executionId: runtime.parentId, event: event(parentTaskId) });
}
