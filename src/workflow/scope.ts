import type { Value } from '../base/json.ts';
import { Lookup, type Scope } from '../expressions/Scope.ts';
import { dictGet, dictHas } from '../expressions/values/dictionaries.ts';
import { branchVariable } from './context.ts';
import type { Draft } from './Draft.ts';
import type { BranchContext, TaskFacts, Values } from './Facts.ts';
import { taskSpecView, workflowSpecView } from './specView.ts';
import { timeText } from './timeText.ts';
import { namesOf, overlay } from './values.ts';

/** What an expression of a workflow, or of one of its tasks, may look at. */
export function scopeOf(draft: Draft, context: BranchContext, task?: TaskFacts): Scope {
  return {
    data: new ContextLookup(draft, context, task),
    services: {
      env: () => environment(draft),
      execution: () => executionView(draft),
      executions: (query) => draft.search('executions', query),
      task: (name) => taskView(draft, name === null ? (task ?? null) : taskNamed(draft, name, task)),
      tasks: (query) => draft.search('tasks', query),
      global: (name) => dictGet(draft.execution.context, name) ?? null,
      now: () => draft.surroundings.now,
      uuid: () => draft.surroundings.newUuid(),
      random: () => draft.surroundings.random(),
    },
  };
}

/** The same scope with further variables that hide those of the same name. */
export function withVariables(scope: Scope, variables: Values): Scope {
  return { ...scope, data: new Overlay(scope.data as Lookup, variables) };
}

class Overlay extends Lookup {
  private readonly base: Lookup;
  private readonly variables: Values;

  constructor(base: Lookup, variables: Values) {
    super();
    this.base = base;
    this.variables = variables;
  }

  has(key: string): boolean {
    return dictHas(this.variables, key) || this.base.has(key);
  }

  get(key: string): Value | undefined {
    return dictHas(this.variables, key) ? dictGet(this.variables, key) : this.base.get(key);
  }

  keys(): readonly string[] {
    return [...new Set([...namesOf(this.variables), ...this.base.keys()])];
  }
}

/** As Mistral: in a task's own expressions its name means this very run of it. */
function taskNamed(draft: Draft, name: string, task: TaskFacts | undefined): TaskFacts | null {
  return task?.name === name ? task : draft.newestTask(name);
}

/** As Mistral: what an expression finds beside its variables. */
const ALWAYS_THERE: readonly string[] = ['__env', '__execution', 'openstack'];

/** Branch variables, then workflow variables and globals, then input: the first that has the name wins (as Mistral). */
class ContextLookup extends Lookup {
  private readonly draft: Draft;
  private readonly context: BranchContext;
  private readonly task: TaskFacts | undefined;

  constructor(draft: Draft, context: BranchContext, task: TaskFacts | undefined) {
    super();
    this.draft = draft;
    this.context = context;
    this.task = task;
  }

  get(key: string): Value | undefined {
    if (key === '__env') return environment(this.draft);
    if (key === '__execution') return { id: this.draft.execution.id };
    if (key === 'openstack') return { project_id: this.draft.execution.projectId };
    if (key === '__task_execution' && this.task) return { id: this.task.id, name: this.task.name };
    // Null is a value like any other: it shadows what stands behind it.
    const variable = branchVariable(this.draft, this.context, key);
    return variable === undefined ? this.workflowVariable(key) : variable;
  }

  has(key: string): boolean {
    return (
      ALWAYS_THERE.includes(key) ||
      (key === '__task_execution' && this.task !== undefined) ||
      dictHas(this.context, key) ||
      this.workflowVariable(key) !== undefined
    );
  }

  keys(): readonly string[] {
    const { input, context } = this.draft.execution;
    const own = this.task ? ['__task_execution'] : [];
    return [...new Set([...own, ...[this.context, context, input].flatMap(namesOf), ...ALWAYS_THERE])];
  }

  private workflowVariable(key: string): Value | undefined {
    const { context, input } = this.draft.execution;
    return dictGet(dictHas(context, key) ? context : input, key);
  }
}

/** What `env()` gives. As Mistral: sub-workflows see the environment of the execution at the top. */
export function environment(draft: Draft): Value {
  const { id, rootId, params } = draft.execution;
  if (rootId !== id) return draft.rootEnvironment();
  return dictGet(params, 'env') ?? {};
}

/** What `execution()` gives. As Mistral: no state. */
function executionView(draft: Draft): Value {
  const { execution, facts } = draft;
  return {
    id: execution.id,
    name: facts.spec.name,
    spec: workflowSpecView(facts.spec),
    input: execution.input,
    params: overlay(execution.params, { namespace: execution.namespace }),
    created_at: timeText(execution.createdAt),
    updated_at: timeText(execution.updatedAt),
    root_execution_id: execution.rootId === execution.id ? null : execution.rootId,
  };
}

/** What `task()` gives; null where there is no such task execution yet. */
function taskView(draft: Draft, task: TaskFacts | null): Value {
  if (!task) return null;
  return {
    id: task.id,
    name: task.name,
    spec: taskSpecView(draft.facts.spec, task.name),
    state: task.state,
    state_info: task.stateInfo,
    result: taskResult(draft, task),
    published: draft.published(task.id),
    type: draft.spec(task.name).workflow === undefined ? 'ACTION' : 'WORKFLOW',
    workflow_execution_id: draft.execution.id,
    created_at: timeText(task.createdAt),
    updated_at: timeText(task.updatedAt),
  };
}

/** As Mistral: one result is given as it is, several as a list, none as an empty one; of `with-items` always a list. */
function taskResult(draft: Draft, task: TaskFacts): Value {
  const { withItems } = draft.spec(task.name);
  const results = draft.results(task.id);
  return results.length === 1 && !withItems ? (results[0] as Value) : results;
}
