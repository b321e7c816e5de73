import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { pythonText } from '../expressions/values/pythonText.ts';
import { isTruthy } from '../expressions/values/truth.ts';
import type { TaskSpec, TransitionsSpec } from '../lang/TaskSpec.ts';
import { contextAfter } from './context.ts';
import type { Draft } from './Draft.ts';
import type { Step, TaskFacts, Trigger } from './Facts.ts';
import { satisfiedTasks } from './reverse.ts';
import { scopeOf } from './scope.ts';

/**
 * Where a task leads that has ended: `on-success` or `on-error` first, then `on-complete`. As Mistral: a cancelled task
 * leads nowhere.
 */
export function nextSteps(draft: Draft, task: TaskFacts): readonly Step[] {
  if (draft.facts.spec.type === 'reverse') return satisfiedTasks(draft);
  const scope = scopeOf(draft, contextAfter(task), task);
  return clausesOf(draft.spec(task.name), task.state).flatMap(([event, clause]) =>
    holding(clause, scope).map(({ target, message }) => ({ target, trigger: { taskId: task.id, event }, message })),
  );
}

function clausesOf(
  spec: TaskSpec,
  state: TaskFacts['state'],
): readonly [Trigger['event'], TransitionsSpec | undefined][] {
  switch (state) {
    case 'SUCCESS':
      return [
        ['on-success', spec.onSuccess],
        ['on-complete', spec.onComplete],
      ];
    case 'ERROR':
      return [
        ['on-error', spec.onError],
        ['on-complete', spec.onComplete],
      ];
    case 'SKIPPED':
      return spec.onSkip ? [['on-skip', spec.onSkip]] : [['on-success', spec.onSuccess]];
    default:
      return [];
  }
}

function holding(clause: TransitionsSpec | undefined, scope: Scope): readonly Omit<Step, 'trigger'>[] {
  return (clause?.next ?? [])
    .filter(({ condition }) => condition === undefined || isTruthy(evaluate(condition, scope)))
    .map(({ target, message }) => ({
      target,
      message: message === undefined ? null : pythonText(evaluate(message, scope)),
    }));
}
