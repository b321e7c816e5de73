import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';

const FAILURES_SHOWN = 5;

/** Remembers an error that no `on-error` took care of; the execution ends in ERROR once its other branches are done. */
export function addUnhandledError(draft: Draft, task: TaskFacts): void {
  draft.count('unhandledErrors', 1);
  const { runtime } = draft.execution;
  if (runtime.failures.length >= FAILURES_SHOWN) return;
  const reason = task.stateInfo ? `: ${task.stateInfo.slice(0, 500)}` : '';
  draft.setExecution({ runtime: { ...runtime, failures: [...runtime.failures, `${task.name}${reason}`] } });
}
