import { InputError, messageOf } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { Interruption } from '../expressions/Scope.ts';
import { isDictionary } from '../expressions/values/dictionaries.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { Draft } from './Draft.ts';
import type { BranchContext, TaskFacts, TaskRuntime, Values } from './Facts.ts';
import { failTask } from './failTask.ts';
import { scopeOf } from './scope.ts';

/** Makes a task execution and asks for its action. As Mistral: an error in its input ends the whole execution. */
export function startTask(
  draft: Draft,
  name: string,
  context: BranchContext,
  trigger: TaskRuntime['triggeredBy'][number] | null,
): void {
  const spec = draft.facts.spec.tasks[name] as TaskSpec;
  const task = draft.addTask(newTask(draft, name, context, trigger));
  try {
    runTask(draft, spec, task);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    failTask(draft, task, `Failed to run task [task=${name}]: ${messageOf(error)}`);
  }
}

function newTask(
  draft: Draft,
  name: string,
  context: BranchContext,
  trigger: TaskRuntime['triggeredBy'][number] | null,
): TaskFacts {
  const { now } = draft.surroundings;
  return {
    id: draft.surroundings.newId(),
    name,
    state: 'RUNNING',
    stateInfo: null,
    context,
    published: null,
    publishedGlobal: null,
    runtime: { triggeredBy: trigger ? [trigger] : [], openActions: 1, failedActions: 0 },
    hasNext: false,
    processed: false,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}

function runTask(draft: Draft, spec: TaskSpec, task: TaskFacts): void {
  const scope = scopeOf(draft, task.context, task);
  const action = evaluate(spec.action ?? 'std.noop', scope);
  if (typeof action !== 'string') throw new InputError('The name of an action has to be text.');
  const input = evaluateInput(spec, scope);
  const problem = draft.surroundings.actionProblem(action, input);
  if (problem !== null) throw new InputError(problem);
  draft.addAction({
    id: draft.surroundings.newId() as Id,
    taskId: task.id,
    name: action,
    state: 'RUNNING',
    input,
    index: null,
    createdAt: draft.surroundings.now,
  });
}

function evaluateInput(spec: TaskSpec, scope: ReturnType<typeof scopeOf>): Values {
  const input = evaluate(spec.input, scope);
  if (!isDictionary(input)) throw new InputError(`The input of task '${spec.name}' has to be a dictionary.`);
  return input as Values;
}
