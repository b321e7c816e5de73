import { messageOf } from '../base/errors.ts';
import { Interruption } from '../expressions/Scope.ts';
import { branchVariables, contextAfter, mergeContexts } from './context.ts';
import type { Draft } from './Draft.ts';
import { evaluateMapping } from './evaluateMapping.ts';
import type { BranchContext, Values } from './Facts.ts';
import { scopeOf } from './scope.ts';
import { namesOf, overlay } from './values.ts';

/** Ends an execution that has nothing left to do: in ERROR where an error was left unhandled, else in SUCCESS. */
export function completeExecution(draft: Draft): void {
  const { runtime } = draft.execution;
  if (runtime.unhandledErrors === 0) return succeedExecution(draft, null);
  const others = runtime.unhandledErrors - runtime.failures.length;
  const more = others > 0 ? ` (and ${others} more)` : '';
  failExecution(draft, `Failure caused by error in tasks: ${runtime.failures.join('; ')}${more}`);
}

/** Ends an execution as SUCCESS with its output; where that cannot be evaluated, as ERROR (as Mistral). */
export function succeedExecution(draft: Draft, message: string | null): void {
  let output: Values;
  try {
    output = outputOf(draft);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    return failExecution(draft, `Failed to evaluate the output: ${messageOf(error)}`);
  }
  draft.setExecution({ state: 'SUCCESS', stateInfo: message, output, finishedAt: draft.surroundings.now });
}

/** Ends an execution as ERROR: its output is the reason, merged with `output-on-error`. */
export function failExecution(draft: Draft, message: string | null): void {
  const reason: Values = { result: message };
  const finishedAt = draft.surroundings.now;
  const { outputOnError } = draft.facts.spec;
  if (!outputOnError) return draft.setExecution({ state: 'ERROR', stateInfo: message, output: reason, finishedAt });
  try {
    const output = overlay(reason, evaluateMapping(outputOnError, scopeOf(draft, endContext(draft))));
    draft.setExecution({ state: 'ERROR', stateInfo: message, output, finishedAt });
  } catch (error) {
    if (error instanceof Interruption) throw error;
    const stateInfo = `${message ?? ''}\nFailed to evaluate output-on-error: ${messageOf(error)}`.trim();
    draft.setExecution({ state: 'ERROR', stateInfo, output: { result: stateInfo }, finishedAt });
  }
}

/** As Mistral: without `output`, or where it gives nothing, the output is everything the final branches know. */
function outputOf(draft: Draft): Values {
  const { output } = draft.facts.spec;
  const context = endContext(draft);
  const evaluated = output ? evaluateMapping(output, scopeOf(draft, context)) : {};
  return namesOf(evaluated).length > 0 ? evaluated : branchVariables(draft, context);
}

function endContext(draft: Draft): BranchContext {
  return mergeContexts(draft.endTasks().map(contextAfter));
}
