import { InputError, NotFoundError } from '../base/errors.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { pythonText } from '../expressions/values/pythonText.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import { baseOf, inputProblem } from './adhocAction.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts, Values } from './Facts.ts';
import { flagOf, numberOf } from './policyValue.ts';
import { workbookOf } from './workbookOf.ts';

export interface ActionCall {
  readonly task: TaskFacts;
  readonly spec: TaskSpec;
  readonly name: string;
  readonly input: Values;
  readonly index: number | null;
  readonly scope: Scope;
}

/** Checks an action; what it answers with asks for it. Throws `InputError` or `NotFoundError` where it cannot even be started. */
export function callAction(draft: Draft, { task, spec, name, input, index, scope }: ActionCall): () => void {
  const found = findAction(draft, name);
  const { action, input: finalInput } = resolve(draft, found, input);
  const problem = draft.surroundings.actionProblem(action, finalInput);
  if (problem !== null) throw new InputError(problem);
  const { policies, safeRerun, target } = spec;
  const timeoutSeconds = numberOf('timeout', policies.timeout, scope);
  const command = {
    action,
    adhoc: action === found ? null : found,
    input: finalInput,
    target: target === undefined ? null : pythonText(evaluate(target, scope)),
    timeoutSeconds: timeoutSeconds > 0 ? timeoutSeconds : null,
    isSafeToRerun: flagOf('safe-rerun', safeRerun, scope),
  };
  const { now: createdAt } = draft.surroundings;
  return () => {
    const id = draft.surroundings.newId();
    draft.addAction({ id, taskId: task.id, name: found, state: 'RUNNING', input, index, createdAt }, command);
  };
}

/** As Mistral: an action of the workbook that the workflow belongs to goes first. */
function findAction(draft: Draft, name: string): string {
  const workbook = workbookOf(draft.execution.workflowName, draft.facts.spec.name);
  const own = workbook === null ? null : `${workbook}.${name}`;
  if (own !== null && draft.adhocAction(own)) return own;
  if (draft.surroundings.hasAction(name) || draft.adhocAction(name)) return name;
  throw new NotFoundError('Action', name);
}

/** Follows ad-hoc actions down to the action of a plugin, which gets what they make of the input. */
function resolve(draft: Draft, name: string, input: Values): { action: string; input: Values } {
  const seen = new Set<string>();
  let step = { action: name, input };
  while (!draft.surroundings.hasAction(step.action)) {
    const spec = draft.adhocAction(step.action);
    if (!spec) throw new NotFoundError('Action', step.action);
    if (seen.has(step.action)) throw new InputError(`The ad-hoc action '${name}' leads back to itself.`);
    seen.add(step.action);
    const problem = inputProblem(step.action, spec, step.input);
    if (problem !== null) throw new InputError(problem);
    step = baseOf(draft, spec, step.input);
  }
  return step;
}
