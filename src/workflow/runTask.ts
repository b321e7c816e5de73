import { InputError, messageOf } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { Interruption, type Scope } from '../expressions/Scope.ts';
import { dictGet, isDictionary } from '../expressions/values/dictionaries.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import { callAction } from './callAction.ts';
import { callWorkflow } from './callWorkflow.ts';
import type { Draft } from './Draft.ts';
import type { TaskFacts, Values } from './Facts.ts';
import { failTask } from './failTask.ts';
import { environment, scopeOf, withVariables } from './scope.ts';
import { overlay } from './values.ts';
import { completeItems, evaluateItems, nextItems } from './withItems.ts';

/** Runs the action or the sub-workflow of a task, or the next of them. As Mistral: an error ends the whole execution. */
export function runTask(draft: Draft, id: Id): void {
  const task = draft.task(id);
  const spec = draft.spec(task.name);
  try {
    if (spec.withItems) runItems(draft, spec, task);
    else prepare(draft, spec, task, scopeOf(draft, task.context, task), null)();
  } catch (error) {
    if (error instanceof Interruption) throw error;
    failTask(draft, task, `Failed to run task [task=${task.name}]: ${messageOf(error)}`);
  }
}

function runItems(draft: Draft, spec: TaskSpec, task: TaskFacts): void {
  const scope = scopeOf(draft, task.context, task);
  const items = evaluateItems(spec, scope);
  const { indexes, runtime } = nextItems(task.runtime, items.count);
  // All are looked at before any is asked for: where one is wrong, none runs, and none counts as started.
  const calls = indexes.map((index) => prepare(draft, spec, task, withVariables(scope, items.variables(index)), index));
  draft.setTaskRuntime(task.id, runtime);
  for (const call of calls) call();
  const after = draft.task(task.id);
  if (after.runtime.open === 0) completeItems(draft, after);
}

/** Checks one action or sub-workflow; what it answers with asks for it. */
function prepare(draft: Draft, spec: TaskSpec, task: TaskFacts, scope: Scope, index: number | null): () => void {
  const plain = scopeOf(draft, task.context, task);
  const input = evaluateInput(spec, scope);
  if (spec.workflow !== undefined) {
    const name = nameOf('workflow', evaluate(spec.workflow, plain));
    return counted(draft, task, callWorkflow(draft, { task, name, input, index }));
  }
  // As Mistral: a name that evaluates to nothing is that of `std.noop`.
  const name = nameOf('action', evaluate(spec.action ?? 'std.noop', plain) || 'std.noop');
  const defaults = actionDefaults(draft, spec);
  return counted(draft, task, callAction(draft, { task, spec, name, input: overlay(defaults, input), index, scope }));
}

function counted(draft: Draft, { id }: TaskFacts, call: () => void): () => void {
  return () => {
    draft.setTaskRuntime(id, { open: draft.task(id).runtime.open + 1 });
    call();
  };
}

function nameOf(what: string, name: unknown): string {
  if (typeof name === 'string') return name;
  throw new InputError(`The name of ${what === 'action' ? 'an action' : 'a workflow'} has to be text.`);
}

function evaluateInput(spec: TaskSpec, scope: Scope): Values {
  const input = evaluate(spec.input, scope);
  if (isDictionary(input)) return input as Values;
  throw new InputError(`The input of task '${spec.name}' has to be a dictionary.`);
}

/** As Mistral: `__actions` in the environment holds default inputs, by the name that the task writes. */
function actionDefaults(draft: Draft, spec: TaskSpec): Values {
  const env = environment(draft);
  const all = isDictionary(env) ? dictGet(env, '__actions') : undefined;
  const own = spec.action !== undefined && isDictionary(all) ? dictGet(all, spec.action) : undefined;
  return isDictionary(own) ? (own as Values) : {};
}
