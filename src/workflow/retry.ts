import { Float, type Value } from '../base/json.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { isTruthy } from '../expressions/values/truth.ts';
import type { BackoffSpec, RetrySpec } from '../lang/PolicySpec.ts';
import { contextAfter } from './context.ts';
import type { Draft } from './Draft.ts';
import { delayTask } from './delayTask.ts';
import type { TaskFacts } from './Facts.ts';
import { countOf, numberOf } from './policyValue.ts';
import type { State } from './State.ts';
import { scopeOf } from './scope.ts';

/**
 * Lets a task run once more where its `retry` policy says so. As Mistral: `break-on` ends the attempts after an error,
 * `continue-on` goes on after a success and, where it is false, ends them also after an error; earlier attempts no longer
 * count. Beyond Mistral: `retry-on` says which errors are worth another attempt, `backoff` lets the delays grow.
 */
export function retry(draft: Draft, task: TaskFacts, outcome: { state: State; stateInfo: string | null }): boolean {
  const { retry: spec } = draft.spec(task.name).policies;
  if (!spec || (outcome.state !== 'SUCCESS' && outcome.state !== 'ERROR')) return false;
  const ended: TaskFacts = { ...draft.task(task.id), ...outcome };
  draft.patchTask(task.id, outcome);
  const scope = scopeOf(draft, contextAfter(ended), ended);
  const isWanted = wantsMore(spec, outcome.state, scope);
  const count = countOf('retry count', spec.count, scope);
  const delay = delayOf(spec, task.runtime.retries, scope, draft.surroundings.random);
  draft.patchTask(task.id, { state: task.state, stateInfo: task.stateInfo });
  if (!isWanted || task.runtime.retries >= count) return false;
  runAgain(draft, task, delay);
  return true;
}

function wantsMore(spec: RetrySpec, state: State, scope: Scope): boolean {
  const holds = (condition: string | undefined) => condition !== undefined && isTruthy(evaluate(condition, scope));
  const isContinued = holds(spec.continueOn);
  const isBroken = holds(spec.breakOn);
  if (spec.continueOn !== undefined) return isContinued && !(state === 'ERROR' && isBroken);
  if (state === 'SUCCESS' || isBroken) return false;
  return spec.retryOn === undefined || holds(spec.retryOn);
}

function delayOf(spec: RetrySpec, retries: number, scope: Scope, random: () => number): number {
  const delay = numberOf('retry delay', spec.delay, scope);
  return spec.backoff ? grown(spec.backoff, delay, retries, scope, random) : delay;
}

function grown(backoff: BackoffSpec, delay: number, retries: number, scope: Scope, random: () => number): number {
  const factor = backoff.factor === undefined ? 1 : numberOf('factor', backoff.factor, scope);
  const limit =
    backoff.maxDelay === undefined ? Number.POSITIVE_INFINITY : numberOf('max-delay', backoff.maxDelay, scope);
  const full = Math.min(delay * factor ** retries, limit);
  return full * (1 - jitterOf(backoff.jitter, scope) * random());
}

function jitterOf(jitter: Value | undefined, scope: Scope): number {
  const given = jitter === undefined ? 0 : evaluate(jitter, scope);
  if (given === true) return 1;
  const number = given instanceof Float ? given.value : given;
  return typeof number === 'number' ? Math.min(1, Math.max(0, number)) : 0;
}

function runAgain(draft: Draft, { id, name, runtime }: TaskFacts, seconds: number): void {
  draft.changeResults({ kind: 'discard', taskId: id, which: 'all' });
  const nothing = { open: 0, failed: 0, cancelled: 0, paused: 0, items: null, rerun: [] };
  draft.setTaskRuntime(id, { ...nothing, retries: runtime.retries + 1 });
  const timer = draft.spec(name).join === undefined ? 'run' : 'join';
  delayTask(draft, id, { policy: 'retry', timer, seconds });
}
