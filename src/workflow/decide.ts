import { messageOf, UserError } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import { completeExecution, failExecution } from './completeExecution.ts';
import { completeTask } from './completeTask.ts';
import type { Decision } from './Decision.ts';
import { Draft, type EndPlan, type Plan, type Surroundings } from './Draft.ts';
import type { Event } from './Event.ts';
import type { Facts } from './Facts.ts';
import { goOn } from './goOn.ts';
import { runNextItems } from './itemEnded.ts';
import { failBlockedJoins, settleJoins } from './join.ts';
import { actionCompleted } from './on/actionCompleted.ts';
import { actionUpdated } from './on/actionUpdated.ts';
import { childCompleted } from './on/childCompleted.ts';
import { childRerun } from './on/childRerun.ts';
import { childUpdated } from './on/childUpdated.ts';
import { executionStarted } from './on/executionStarted.ts';
import { pause } from './on/pause.ts';
import { rerunTask } from './on/rerunTask.ts';
import { resume } from './on/resume.ts';
import { skipTask } from './on/skipTask.ts';
import { stop } from './on/stop.ts';
import { timeLimitReached } from './on/timeLimitReached.ts';
import { timerFired } from './on/timerFired.ts';
import { isFinal } from './State.ts';
import { takeStep } from './takeStep.ts';

/**
 * Decides what an execution does about events: facts and events in, changes and commands out.
 *
 * Pure: time and ids are handed in, nothing is remembered. Throws `FactMissing` when something is looked at that the turn has
 * not loaded. An intervention that cannot be done is refused. Anything else that goes wrong ends the execution in ERROR with
 * the reason, so that no execution hangs.
 */
export function decide(facts: Facts, events: readonly Event[], surroundings: Surroundings): Decision {
  const refusals = new Map<number, UserError>();
  for (;;) {
    const draft = new Draft(facts, surroundings);
    try {
      const refusal = applyAll(draft, events, refusals);
      if (refusal) {
        // From the beginning and without it: what was refused half way must leave nothing behind.
        refusals.set(...refusal);
        continue;
      }
      settle(draft);
      completeIfDone(draft);
    } catch (error) {
      if (error instanceof Interruption) throw error;
      return { ...decideToFail(facts, events, surroundings, messageOf(error)), refusals };
    }
    return { ...draft.toDecision(), refusals };
  }
}

const INTERVENTIONS: ReadonlySet<Event['kind']> = new Set([
  'actionUpdated',
  'pause',
  'resume',
  'stop',
  'rerunTask',
  'skipTask',
]);

/** Applies all events but those that are refused already; answers with the first that is refused now. */
function applyAll(
  draft: Draft,
  events: readonly Event[],
  refused: ReadonlyMap<number, UserError>,
): [number, UserError] | undefined {
  for (const [index, event] of events.entries()) {
    if (refused.has(index)) continue;
    try {
      apply(draft, event);
    } catch (error) {
      if (!(error instanceof UserError) || !INTERVENTIONS.has(event.kind)) throw error;
      return [index, error];
    }
  }
  return undefined;
}

function apply(draft: Draft, event: Event): void {
  switch (event.kind) {
    case 'executionStarted':
      return executionStarted(draft);
    case 'actionCompleted':
      return actionCompleted(draft, event);
    case 'actionUpdated':
      return actionUpdated(draft, event);
    case 'childCompleted':
      return childCompleted(draft, event);
    case 'childUpdated':
      return childUpdated(draft, event);
    case 'childRerun':
      return childRerun(draft, event);
    case 'timerFired':
      return timerFired(draft, event);
    case 'timeLimitReached':
      return timeLimitReached(draft, event);
    case 'pause':
      return pause(draft, event);
    case 'resume':
      return resume(draft, event);
    case 'stop':
      return stop(draft, event);
    case 'rerunTask':
      return rerunTask(draft, event);
    case 'skipTask':
      return skipTask(draft, event);
  }
}

/** Does what follows from what has been done, until nothing more follows. */
function settle(draft: Draft): void {
  do {
    for (let plan = draft.nextPlan(); plan; plan = draft.nextPlan()) carryOut(draft, plan);
    settleJoins(draft);
    if (!draft.hasPlans()) failBlockedJoins(draft);
  } while (draft.hasPlans());
}

function carryOut(draft: Draft, plan: Plan): void {
  switch (plan.kind) {
    case 'step':
      return takeStep(draft, plan.step);
    case 'complete':
      if (!isOutdated(draft, plan)) completeTask(draft, plan.taskId, plan.state, plan.stateInfo);
      return;
    case 'nextItems':
      return runNextItems(draft, plan.taskId);
    case 'goOn':
      return goOn(draft);
  }
}

/** Whether another end has delayed the task since: of a timeout and a result that come together, one counts. */
function isOutdated(draft: Draft, { taskId, from }: EndPlan): boolean {
  return from !== 'DELAYED' && draft.task(taskId).state === 'DELAYED';
}

function completeIfDone(draft: Draft): void {
  const { state, runtime } = draft.execution;
  if (state !== 'RUNNING' || runtime.openTasks > 0 || runtime.backlog.length > 0) return;
  completeExecution(draft);
}

/** What is decided when deciding itself went wrong: results are recorded, and the execution ends with the reason. */
export function decideToFail(
  facts: Facts,
  events: readonly Event[],
  surroundings: Surroundings,
  reason: string,
): Decision {
  const draft = new Draft(facts, surroundings);
  for (const event of events) {
    if (event.kind === 'actionCompleted')
      draft.record('ACTION', event.actionExecutionId, event.from, event.state, null);
  }
  if (!isFinal(draft.execution.state)) failExecution(draft, reason);
  return { ...draft.toDecision(), refusals: new Map() };
}
