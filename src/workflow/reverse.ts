import { InputError } from '../base/errors.ts';
import { dictGet } from '../expressions/values/dictionaries.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { contextOf } from './context.ts';
import type { Draft } from './Draft.ts';
import type { BranchContext, Step, TaskFacts, Values } from './Facts.ts';

/** Throws `InputError` unless a reverse workflow is told a target among its tasks. */
export function assertTarget(spec: WorkflowSpec, params: Values): void {
  if (spec.type !== 'reverse') return;
  const name = dictGet(params, 'task_name');
  if (typeof name === 'string' && Object.hasOwn(spec.tasks, name)) return;
  throw new InputError(
    name === undefined
      ? `The reverse workflow '${spec.name}' needs a target: the parameter 'task_name'.`
      : `The reverse workflow '${spec.name}' has no task '${String(name)}' to be its target.`,
  );
}

/** The task a reverse workflow is run for. */
export function targetOf(draft: Draft): string {
  return String(dictGet(draft.execution.params, 'task_name'));
}

/** The tasks that have everything they require and have not been started. */
export function satisfiedTasks(draft: Draft): readonly Step[] {
  const names = requiredBy(draft.facts.spec, targetOf(draft));
  const newest = draft.newestTasks(names);
  const stateOf = new Map(names.map((name, index) => [name, newest[index]?.state]));
  return names
    .filter((name) => stateOf.get(name) === undefined)
    .filter((name) => draft.spec(name).requires.every((each) => stateOf.get(each) === 'SUCCESS'))
    .map((target) => ({ target, trigger: null, message: null }));
}

/** What a task of a reverse workflow gets: what the tasks it requires have published. */
export function requiredContext(draft: Draft, name: string): BranchContext {
  const tasks = draft.newestTasks(draft.spec(name).requires);
  return contextOf(tasks.filter((task): task is TaskFacts => task?.state === 'SUCCESS'));
}

/** A task and everything it requires, the required first. */
export function requiredBy(spec: WorkflowSpec, target: string): readonly string[] {
  const found = new Set<string>();
  const order: string[] = [];
  const stack = [target];
  while (stack.length > 0) {
    const name = stack[stack.length - 1] as string;
    const open = (spec.tasks[name]?.requires ?? []).filter((each) => !found.has(each));
    if (!found.has(name)) {
      found.add(name);
      stack.push(...open.reverse());
    } else {
      stack.pop();
      if (!order.includes(name)) order.push(name);
    }
  }
  return order;
}
