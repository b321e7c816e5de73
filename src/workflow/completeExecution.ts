import { messageOf } from '../base/errors.ts';
import type { Mapping } from '../base/mappingOf.ts';
import { Interruption } from '../expressions/Scope.ts';
import { branchVariables, contextAfter, mergeContexts } from './context.ts';
import type { Draft } from './Draft.ts';
import { evaluateMapping } from './evaluateMapping.ts';
import type { BranchContext, ExecutionFacts, TaskFacts, Values } from './Facts.ts';
import { tellChildren, tellParent } from './relatives.ts';
import { targetOf } from './reverse.ts';
import { scopeOf } from './scope.ts';
import { namesOf, overlay } from './values.ts';

/** Ends an execution that has nothing left to do: CANCELLED where a task was, in ERROR where one was left unhandled. */
export function completeExecution(draft: Draft): void {
  const { runtime } = draft.execution;
  if (runtime.cancelledTasks.length > 0) {
    return cancelExecution(draft, `Cancelled tasks: ${[...runtime.cancelledTasks].sort().join(', ')}`);
  }
  if (runtime.unhandledErrors === 0) return succeedExecution(draft, null);
  const others = runtime.unhandledErrors - runtime.failures.length;
  const more = others > 0 ? ` (and ${others} more)` : '';
  const failures = runtime.failures.map(({ task, reason }) => (reason === '' ? task : `${task}: ${reason}`));
  failExecution(draft, `Failure caused by error in tasks: ${failures.join('; ')}${more}`);
}

/** Ends an execution as CANCELLED, and its sub-workflows with it. What runs may end, and leads nowhere. */
export function cancelExecution(draft: Draft, reason: string | null): void {
  tellChildren(draft, { kind: 'stop', state: 'CANCELLED', reason });
  endExecution(draft, { state: 'CANCELLED', stateInfo: reason, output: { result: reason } });
}

function endExecution(draft: Draft, outcome: Pick<ExecutionFacts, 'state' | 'stateInfo' | 'output'>): void {
  draft.setExecution({ ...outcome, finishedAt: draft.surroundings.now });
  const { id } = draft.execution;
  tellParent(draft, () => ({ kind: 'childEnded', childId: id }));
}

/** Ends an execution as SUCCESS with its output; where that cannot be evaluated, as ERROR (as Mistral). */
export function succeedExecution(draft: Draft, message: string | null): void {
  let output: Values;
  try {
    output = evaluatedOr(draft, draft.facts.spec.output);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    return failExecution(draft, `Failed to evaluate the output: ${messageOf(error)}`);
  }
  endExecution(draft, { state: 'SUCCESS', stateInfo: message, output });
}

/** Ends an execution as ERROR: its output is the reason, with `output-on-error` or else what the final branches know. */
export function failExecution(draft: Draft, message: string | null): void {
  try {
    const output = overlay({ result: message }, evaluatedOr(draft, draft.facts.spec.outputOnError));
    endExecution(draft, { state: 'ERROR', stateInfo: message, output });
  } catch (error) {
    if (error instanceof Interruption) throw error;
    const stateInfo = `${message ?? ''}\nFailed to evaluate output-on-error: ${messageOf(error)}`.trim();
    endExecution(draft, { state: 'ERROR', stateInfo, output: { result: stateInfo } });
  }
}

/** As Mistral: without `output`, or where it gives nothing, the output is everything the final branches know. */
function evaluatedOr(draft: Draft, output: Mapping | undefined): Values {
  const context = endContext(draft);
  const evaluated = output ? evaluateMapping(output, scopeOf(draft, context)) : {};
  return namesOf(evaluated).length > 0 ? evaluated : branchVariables(draft, context);
}

/** As Mistral: what the tasks know that led nowhere, the last to end last; of a reverse workflow, what its target knows. */
function endContext(draft: Draft): BranchContext {
  if (draft.facts.spec.type === 'reverse') {
    const target = draft.newestTask(targetOf(draft));
    return target ? contextAfter(target) : {};
  }
  const tasks = draft.tasksIn('end', draft.execution.runtime.endTasks);
  return mergeContexts(tasks.toSorted(byEnd).map(contextAfter));
}

function byEnd(left: TaskFacts, right: TaskFacts): number {
  const order = (left.finishedAt?.getTime() ?? 0) - (right.finishedAt?.getTime() ?? 0);
  return order !== 0 ? order : left.id < right.id ? -1 : 1;
}
