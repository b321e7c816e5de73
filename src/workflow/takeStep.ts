import { beginTask } from './beginTask.ts';
import { failExecution, succeedExecution } from './completeExecution.ts';
import { contextAfter } from './context.ts';
import type { Draft } from './Draft.ts';
import { type BranchContext, NEW_TASK, type Step } from './Facts.ts';
import { waitForOthers } from './join.ts';
import { pauseExecution } from './pauseExecution.ts';
import { requiredContext } from './reverse.ts';
import { isFinal } from './State.ts';

/**
 * Takes one transition. As Mistral: nothing follows once the execution has ended, and what comes after a pause is kept until
 * it is resumed.
 */
export function takeStep(draft: Draft, step: Step): void {
  const { state, runtime } = draft.execution;
  if (isFinal(state)) return;
  if (state === 'PAUSED') return draft.setRuntime({ backlog: [...runtime.backlog, step] });
  const { target, trigger, message } = step;
  if (draft.hasTask(target)) {
    if (draft.spec(target).join !== undefined && trigger) return waitForOthers(draft, target, trigger);
    return startTask(draft, step, contextFor(draft, step));
  }
  if (target === 'fail') return failExecution(draft, message);
  if (target === 'succeed') return succeedExecution(draft, message);
  if (target === 'pause') return pauseExecution(draft, message);
}

function contextFor(draft: Draft, { target, trigger }: Step): BranchContext {
  if (trigger) return contextAfter(draft.task(trigger.taskId));
  return draft.facts.spec.type === 'reverse' ? requiredContext(draft, target) : {};
}

/** Makes a task execution and begins it. */
function startTask(draft: Draft, { target, trigger }: Step, context: BranchContext): void {
  const { now } = draft.surroundings;
  beginTask(draft, {
    id: draft.surroundings.newId(),
    name: target,
    state: 'RUNNING',
    stateInfo: null,
    context,
    published: null,
    publishedGlobal: null,
    runtime: { ...NEW_TASK, triggeredBy: trigger ? [trigger] : [] },
    hasNext: false,
    processed: false,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    finishedAt: null,
  });
}
