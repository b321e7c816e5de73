import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';

const FAILURES_SHOWN = 5;
const REASON_LENGTH = 500;

/** Remembers an error that no `on-error` took care of; the execution ends in ERROR once its other branches are done. */
export function addUnhandledError(draft: Draft, task: TaskFacts): void {
  draft.setTaskRuntime(task.id, { isUnhandled: true });
  draft.count('unhandledErrors', 1);
  const { failures } = draft.execution.runtime;
  if (failures.length >= FAILURES_SHOWN) return;
  const reason = task.stateInfo?.slice(0, REASON_LENGTH) ?? '';
  draft.setRuntime({ failures: [...failures, { task: task.name, reason }] });
}

/** Forgets the error of a task that runs again. */
export function forgetUnhandledError(draft: Draft, task: TaskFacts): void {
  if (!task.runtime.isUnhandled) return;
  draft.setTaskRuntime(task.id, { isUnhandled: false });
  draft.count('unhandledErrors', -1);
  const { failures } = draft.execution.runtime;
  const index = failures.findIndex((failure) => failure.task === task.name);
  if (index >= 0) draft.setRuntime({ failures: failures.toSpliced(index, 1) });
}
