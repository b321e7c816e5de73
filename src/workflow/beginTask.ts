import { messageOf } from '../base/errors.ts';
import { Interruption, type Scope } from '../expressions/Scope.ts';
import type { PolicySpec } from '../lang/PolicySpec.ts';
import type { Draft } from './Draft.ts';
import { delayTask } from './delayTask.ts';
import type { TaskFacts } from './Facts.ts';
import { failTask } from './failTask.ts';
import { holdTask } from './holdTask.ts';
import { pauseExecution } from './pauseExecution.ts';
import { countOf, flagOf, numberOf } from './policyValue.ts';
import { runTask } from './runTask.ts';
import { scopeOf } from './scope.ts';

/**
 * Begins a new task: what its policies say comes first, then its action. As Mistral: an expression that cannot be evaluated
 * ends the whole execution.
 */
export function beginTask(draft: Draft, task: TaskFacts): void {
  draft.addTask(task);
  applyPolicies(draft, task);
}

/** What `pause-before`, `wait-before`, `timeout` and `concurrency` ask for, before the action of the task runs. */
export function applyPolicies(draft: Draft, task: TaskFacts): void {
  const { policies, name } = draft.spec(task.name);
  try {
    const scope = scopeOf(draft, task.context, task);
    const isHeld = flagOf('pause-before', policies.pauseBefore, scope);
    const waitSeconds = numberOf('wait-before', policies.waitBefore, scope);
    const limitSeconds = numberOf('timeout', policies.timeout, scope);
    checkLaterPolicies(policies, scope);
    draft.setTaskRuntime(task.id, { concurrency: countOf('concurrency', policies.concurrency, scope) });
    if (limitSeconds > 0) limitTime(draft, task.id, limitSeconds);
    if (isHeld) return hold(draft, task);
    if (waitSeconds === 0) return runTask(draft, task.id);
    delayTask(draft, task.id, { policy: 'wait-before', timer: 'run', seconds: waitSeconds });
  } catch (error) {
    if (error instanceof Interruption) throw error;
    failTask(draft, task, `Failed to run task [task=${name}]: ${messageOf(error)}`);
  }
}

/** As Mistral: it holds for all attempts together. */
function limitTime(draft: Draft, taskId: TaskFacts['id'], seconds: number): void {
  const { run } = draft.task(taskId).runtime;
  draft.setTaskRuntime(taskId, { timeoutRun: run });
  draft.command({ kind: 'setTimer', taskId, timer: 'timeout', run, seconds });
}

/** As Mistral: what is wrong with a policy that acts at the end is found before the task begins. */
function checkLaterPolicies({ waitAfter, retry }: PolicySpec, scope: Scope): void {
  numberOf('wait-after', waitAfter, scope);
  if (!retry) return;
  countOf('retry count', retry.count, scope);
  numberOf('retry delay', retry.delay, scope);
}

function hold(draft: Draft, task: TaskFacts): void {
  holdTask(draft, task.id, 'pause-before');
  pauseExecution(draft, null);
}
