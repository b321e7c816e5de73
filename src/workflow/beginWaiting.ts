import { forgetUnhandledError } from './addUnhandledError.ts';
import { contextAfter } from './context.ts';
import type { Draft } from './Draft.ts';
import { NEW_TASK, type TaskFacts, type Trigger } from './Facts.ts';
import { isFinal } from './State.ts';

const WAITING = 'Task is waiting.';

/** Makes a join wait: a new one, or one that has run before and is led to again. */
export function beginWaiting(draft: Draft, name: string, existing: TaskFacts | null, trigger: Trigger): void {
  draft.count('waitingTasks', 1);
  if (existing) return reopen(draft, existing);
  const { now } = draft.surroundings;
  draft.addTask({
    id: draft.surroundings.newId(),
    name,
    state: 'WAITING',
    stateInfo: WAITING,
    context: contextAfter(draft.task(trigger.taskId)),
    published: null,
    publishedGlobal: null,
    runtime: { ...NEW_TASK, triggeredBy: [trigger] },
    hasNext: false,
    processed: false,
    createdAt: now,
    startedAt: null,
    updatedAt: now,
    finishedAt: null,
  });
}

/** As Mistral: it is the same task execution once more, and the results of its earlier rounds go on counting. */
function reopen(draft: Draft, task: TaskFacts): void {
  if (task.runtime.open > 0) draft.changeResults({ kind: 'discard', taskId: task.id, which: 'open' });
  reopenTask(draft, task);
  draft.setTask(task.id, { state: 'WAITING', stateInfo: WAITING, finishedAt: null }, { isForced: true });
}

/** Takes back what the end of a task meant for its execution, because it is going to run again. */
export function reopenTask(draft: Draft, task: TaskFacts): void {
  forgetUnhandledError(draft, task);
  if (task.state === 'CANCELLED') {
    const { cancelledTasks } = draft.execution.runtime;
    const index = cancelledTasks.indexOf(task.name);
    if (index >= 0) draft.setRuntime({ cancelledTasks: cancelledTasks.toSpliced(index, 1) });
  }
  if (isFinal(task.state) && task.processed) {
    draft.count('openTasks', 1);
    if (!task.hasNext) draft.count('endTasks', -1);
  }
  const { runtime } = draft.task(task.id);
  draft.patchTask(task.id, {
    processed: false,
    hasNext: false,
    runtime: { ...NEW_TASK, triggeredBy: runtime.triggeredBy, publishes: runtime.publishes, run: runtime.run + 1 },
  });
}
