import type { Id } from '../base/ids.ts';
import type { Draft } from './Draft.ts';
import { pauseExecution } from './pauseExecution.ts';
import { resumeExecution } from './resumeExecution.ts';
import { isFinal } from './State.ts';

interface Updated {
  readonly state: 'PAUSED' | 'RUNNING';
  /** Parts of the task that are paused now. */
  readonly paused: number;
}

/**
 * Part of a task was paused or goes on. As Mistral: a paused part holds the task and the whole execution, which go on with
 * the last part that does.
 */
export function itemUpdated(draft: Draft, taskId: Id, { state, paused }: Updated): void {
  const before = draft.task(taskId);
  if (isFinal(before.state) || isFinal(draft.execution.state)) return;
  draft.setTaskRuntime(taskId, { paused });
  if (state === 'PAUSED') {
    if (before.state === 'RUNNING') draft.setTask(taskId, { state: 'PAUSED' });
    return pauseExecution(draft, null);
  }
  if (paused > 0 || before.state !== 'PAUSED') return;
  draft.setTask(taskId, { state: 'RUNNING' });
  if (draft.execution.state === 'PAUSED' && draft.tasksIn('paused').length === 0) resumeExecution(draft, null);
}
