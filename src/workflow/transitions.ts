import type { Id } from '../base/ids.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { pythonText } from '../expressions/values/pythonText.ts';
import { isTruthy } from '../expressions/values/truth.ts';
import type { TaskSpec, TransitionSpec, TransitionsSpec } from '../lang/TaskSpec.ts';
import { addUnhandledError } from './addUnhandledError.ts';
import { failExecution, succeedExecution } from './completeExecution.ts';
import { contextAfter } from './context.ts';
import type { Draft } from './Draft.ts';
import type { TaskRuntime } from './Facts.ts';
import { isFinal, type State } from './State.ts';
import { scopeOf } from './scope.ts';
import { startTask } from './startTask.ts';

type Taken = { readonly event: TaskRuntime['triggeredBy'][number]['event']; readonly transition: TransitionSpec };

/**
 * Follows the clauses of a task that has ended: `on-success` or `on-error` first, then `on-complete`.
 *
 * As Mistral: an error counts as handled only when `on-error` led somewhere; `on-complete` does not handle it; a cancelled
 * task leads nowhere.
 */
export function followTransitions(draft: Draft, spec: TaskSpec, taskId: Id, state: State): void {
  const ended = draft.task(taskId);
  const scope = scopeOf(draft, contextAfter(ended), ended);
  const taken = state === 'CANCELLED' ? [] : transitionsTaken(spec, state, scope);
  const hasNext = taken.some(({ transition }) => Object.hasOwn(draft.facts.spec.tasks, transition.target));
  const task = draft.setTask(taskId, { hasNext, processed: true });
  if (!hasNext) draft.count('endTasks', 1);
  if (state === 'ERROR' && !taken.some(({ event }) => event === 'on-error')) addUnhandledError(draft, task);
  for (const { event, transition } of taken) {
    if (isFinal(draft.execution.state)) return;
    follow(draft, transition, scope, { taskId, event });
  }
}

function transitionsTaken(spec: TaskSpec, state: State, scope: Scope): readonly Taken[] {
  const outcome = state === 'SUCCESS' ? spec.onSuccess : spec.onError;
  return [
    ...holding(outcome, state === 'SUCCESS' ? 'on-success' : 'on-error', scope),
    ...holding(spec.onComplete, 'on-complete', scope),
  ];
}

function holding(clause: TransitionsSpec | undefined, event: Taken['event'], scope: Scope): readonly Taken[] {
  return (clause?.next ?? [])
    .filter(({ condition }) => condition === undefined || isTruthy(evaluate(condition, scope)))
    .map((transition) => ({ event, transition }));
}

function follow(
  draft: Draft,
  transition: TransitionSpec,
  scope: Scope,
  trigger: TaskRuntime['triggeredBy'][number],
): void {
  const { target } = transition;
  if (Object.hasOwn(draft.facts.spec.tasks, target)) {
    return startTask(draft, target, contextAfter(draft.task(trigger.taskId)), trigger);
  }
  const message = transition.message === undefined ? null : pythonText(evaluate(transition.message, scope));
  if (target === 'fail') return failExecution(draft, message);
  if (target === 'succeed') return succeedExecution(draft, message);
}
