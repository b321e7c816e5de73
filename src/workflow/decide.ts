import { messageOf } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import { completeExecution, failExecution } from './completeExecution.ts';
import type { Decision } from './Decision.ts';
import { Draft, type Surroundings } from './Draft.ts';
import type { Event } from './Event.ts';
import type { Facts } from './Facts.ts';
import { actionCompleted } from './on/actionCompleted.ts';
import { executionStarted } from './on/executionStarted.ts';
import { isFinal } from './State.ts';

/**
 * Decides what an execution does about events: facts and events in, changes and commands out.
 *
 * Pure: time and ids are handed in, nothing is remembered. Throws `FactMissing` when an expression looks at something the
 * turn has not loaded. Anything else that goes wrong ends the execution in ERROR with the reason, so that no execution hangs.
 */
export function decide(facts: Facts, events: readonly Event[], surroundings: Surroundings): Decision {
  const draft = new Draft(facts, surroundings);
  try {
    for (const event of events) apply(draft, event);
    completeIfDone(draft);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    return decideToFail(facts, events, surroundings, messageOf(error));
  }
  return draft.toDecision();
}

function apply(draft: Draft, event: Event): void {
  switch (event.kind) {
    case 'executionStarted':
      return executionStarted(draft);
    case 'actionCompleted':
      return actionCompleted(draft, event);
  }
}

function completeIfDone(draft: Draft): void {
  const { state, runtime } = draft.execution;
  if (isFinal(state) || runtime.openTasks > 0) return;
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
    if (event.kind === 'actionCompleted') draft.record('ACTION', event.actionExecutionId, 'RUNNING', event.state, null);
  }
  if (!isFinal(draft.execution.state)) failExecution(draft, reason);
  return draft.toDecision();
}
