import { NotFoundError } from '../base/errors.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../expressions/Scope.ts';
import { pythonText } from '../expressions/values/pythonText.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts, Values } from './Facts.ts';
import { flagOf, numberOf } from './policyValue.ts';
import { type ActionSources, resolveAction } from './resolveAction.ts';
import { environment } from './scope.ts';
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
  const { action, input: finalInput } = resolveAction(sourcesOf(draft), found, input);
  const { policies, safeRerun, target } = spec;
  const timeoutSeconds = numberOf('timeout', policies.timeout, scope);
  const command = {
    action,
    adhoc: action === found ? null : found,
    input: finalInput,
    target: targetOf(draft, { action, target, scope }),
    timeoutSeconds: timeoutSeconds > 0 ? timeoutSeconds : null,
    isSafeToRerun: flagOf('safe-rerun', safeRerun, scope),
  };
  const { now: createdAt } = draft.surroundings;
  return () => {
    const id = draft.surroundings.newId();
    draft.addAction({ id, taskId: task.id, name: found, state: 'RUNNING', input, index, createdAt }, command);
  };
}

/** The executors that are to run it; `null` is any. Actions that touch nothing outside go anywhere, as Mistral runs them itself. */
function targetOf(
  { surroundings }: Draft,
  { action, target, scope }: { readonly action: string; readonly target: TaskSpec['target']; readonly scope: Scope },
): string | null {
  if (target === undefined) return null;
  const name = pythonText(evaluate(target, scope));
  return surroundings.isInstant(action) ? null : name;
}

/** As Mistral: an action of the workbook that the workflow belongs to goes first. */
function findAction(draft: Draft, name: string): string {
  const workbook = workbookOf(draft.execution.workflowName, draft.facts.spec.name);
  const own = workbook === null ? null : `${workbook}.${name}`;
  if (own !== null && draft.adhocAction(own)) return own;
  if (draft.surroundings.hasAction(name) || draft.adhocAction(name)) return name;
  throw new NotFoundError('Action', name);
}

function sourcesOf(draft: Draft): ActionSources {
  const { hasAction, actionProblem, now, newUuid, random } = draft.surroundings;
  return {
    hasAction,
    actionProblem,
    adhocAction: (name) => draft.adhocAction(name),
    services: { env: () => environment(draft), now: () => now, uuid: newUuid, random },
  };
}
