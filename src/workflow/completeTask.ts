import { messageOf } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import { addUnhandledError } from './addUnhandledError.ts';
import type { Draft } from './Draft.ts';
import { delayTask } from './delayTask.ts';
import type { TaskFacts } from './Facts.ts';
import { failTask } from './failTask.ts';
import { nextSteps } from './nextSteps.ts';
import { flagOf, numberOf } from './policyValue.ts';
import { publish } from './publish.ts';
import { retry } from './retry.ts';
import { isFinal, type State } from './State.ts';
import { scopeOf } from './scope.ts';

interface Outcome {
  readonly state: State;
  readonly stateInfo: string | null;
}

/** Ends a task, unless its policies want otherwise: publishes, and plans what its clauses name. */
export function completeTask(draft: Draft, taskId: TaskFacts['id'], state: State, stateInfo: string | null): void {
  const task = draft.task(taskId);
  if (isFinal(task.state)) return;
  if (isFinal(draft.execution.state)) return endUnseen(draft, task, { state, stateInfo });
  try {
    const outcome = applyPolicies(draft, task, { state, stateInfo });
    if (outcome) end(draft, task, outcome);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    draft.patchTask(task.id, { state: task.state, stateInfo: task.stateInfo });
    failTask(draft, task, `Failed to complete task [task=${task.name}]: ${messageOf(error)}`);
  }
}

/** What ends after its execution is recorded, and leads nowhere. */
function endUnseen(draft: Draft, task: TaskFacts, { state, stateInfo }: Outcome): void {
  if (task.state === 'WAITING') draft.count('waitingTasks', -1);
  draft.setTask(task.id, { state, stateInfo, finishedAt: draft.surroundings.now }, { isForced: true });
  if (!task.processed) processed(draft, task.id, false);
}

/**
 * As Mistral: publishes first, then `wait-after`, `fail-on` and `retry`, each of which may give the task another outcome;
 * `undefined` where it does not end yet.
 */
function applyPolicies(draft: Draft, before: TaskFacts, outcome: Outcome): Outcome | undefined {
  const spec = draft.spec(before.name);
  const { policies } = spec;
  // Expressions see the task as ended; nobody else does before it is sure.
  draft.patchTask(before.id, outcome);
  publish(draft, spec, before.id, outcome.state);
  const task = draft.task(before.id);
  const scope = scopeOf(draft, task.context, task);
  const waitSeconds = numberOf('wait-after', policies.waitAfter, scope);
  const isFailing = outcome.state === 'SUCCESS' && flagOf('fail-on', policies.failOn, scope);
  draft.patchTask(before.id, { state: before.state, stateInfo: before.stateInfo });
  if (waitSeconds > 0 && !before.runtime.isWaitAfterOver) return void waitAfter(draft, before, outcome, waitSeconds);
  const decided: Outcome = isFailing ? { state: 'ERROR', stateInfo: "Failed by 'fail-on' policy" } : outcome;
  return retry(draft, before, decided) ? undefined : decided;
}

function waitAfter(draft: Draft, task: TaskFacts, outcome: Outcome, seconds: number): void {
  draft.setTaskRuntime(task.id, { isWaitAfterOver: true });
  delayTask(draft, task.id, { policy: 'wait-after', timer: 'complete', seconds, outcome });
}

function end(draft: Draft, before: TaskFacts, { state, stateInfo }: Outcome): void {
  const { now } = draft.surroundings;
  if (before.state === 'WAITING') draft.count('waitingTasks', -1);
  draft.setTask(before.id, { state, stateInfo, finishedAt: now }, { isForced: true });
  if (!flagOfKeep(draft, before)) draft.changeResults({ kind: 'forget', taskId: before.id });
  if (state === 'CANCELLED') {
    draft.setRuntime({ cancelledTasks: [...draft.execution.runtime.cancelledTasks, before.name] });
  }
  followTransitions(draft, before.id);
}

function flagOfKeep(draft: Draft, task: TaskFacts): boolean {
  const { keepResult } = draft.spec(task.name);
  return keepResult === true || flagOf('keep-result', keepResult, scopeOf(draft, task.context, draft.task(task.id)));
}

/** Plans what follows from the end of a task; while the execution is paused, that stays open until it is resumed. */
export function followTransitions(draft: Draft, taskId: TaskFacts['id'], { mayPause = true } = {}): void {
  const steps = nextSteps(draft, draft.task(taskId)).filter(({ target }) => mayPause || !isPause(draft, target));
  const next = steps.flatMap(({ target, trigger }) => (trigger ? [[target, trigger.event] as const] : []));
  const { runtime } = draft.task(taskId);
  const isReverse = draft.facts.spec.type === 'reverse';
  const hasNext = isReverse ? steps.length > 0 : next.some(([target]) => draft.hasTask(target));
  const task = draft.patchTask(taskId, { hasNext, runtime: { ...runtime, next } });
  if (draft.execution.state === 'PAUSED') return;
  const isHandled = !isReverse && steps.some(({ trigger }) => trigger?.event === 'on-error');
  if (task.state === 'ERROR' && !isHandled) addUnhandledError(draft, task);
  processed(draft, taskId, hasNext);
  for (const step of steps) draft.plan({ kind: 'step', step });
}

function processed(draft: Draft, taskId: TaskFacts['id'], hasNext: boolean): void {
  draft.patchTask(taskId, { processed: true });
  draft.count('openTasks', -1);
  if (!hasNext) draft.count('endTasks', 1);
}

const isPause = (draft: Draft, target: string) => target === 'pause' && !draft.hasTask(target);
