import { messageOf } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts } from './Facts.ts';
import { failTask } from './failTask.ts';
import { publish } from './publish.ts';
import { isFinal, type State } from './State.ts';
import { followTransitions } from './transitions.ts';

/** Ends a task: publishes, and starts what its clauses name. */
export function completeTask(draft: Draft, task: TaskFacts, state: State, stateInfo: string | null): void {
  const spec = draft.facts.spec.tasks[task.name] as TaskSpec;
  const { now } = draft.surroundings;
  draft.setTask(task.id, { state, stateInfo, finishedAt: now });
  draft.count('openTasks', -1);
  if (isFinal(draft.execution.state)) {
    draft.setTask(task.id, { processed: true });
    return;
  }
  try {
    publish(draft, spec, task.id, state);
    followTransitions(draft, spec, task.id, state);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    return failTask(draft, task, `Failed to complete task [task=${task.name}]: ${messageOf(error)}`);
  }
}
