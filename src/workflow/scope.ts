import type { Value } from '../base/json.ts';
import { Lookup, type Scope } from '../expressions/Scope.ts';
import { dictGet, dictHas } from '../expressions/values/dictionaries.ts';
import { branchVariable } from './context.ts';
import type { Draft } from './Draft.ts';
import type { BranchContext, TaskFacts } from './Facts.ts';
import { namesOf } from './values.ts';

/** What an expression of a workflow, or of one of its tasks, may look at. */
export function scopeOf(draft: Draft, context: BranchContext, task?: TaskFacts): Scope {
  return {
    data: new ContextLookup(draft, context),
    services: {
      env: () => environment(draft),
      execution: () => executionView(draft),
      task: (name) => taskView(draft, name === null ? (task ?? null) : draft.newestTask(name)),
      global: (name) => dictGet(draft.execution.context, name) ?? null,
      now: () => draft.surroundings.now,
      uuid: () => draft.surroundings.newUuid(),
      random: () => draft.surroundings.random(),
    },
  };
}

/** Branch variables, then workflow variables and globals, then input: the first that has the name wins (as Mistral). */
class ContextLookup extends Lookup {
  private readonly draft: Draft;
  private readonly context: BranchContext;

  constructor(draft: Draft, context: BranchContext) {
    super();
    this.draft = draft;
    this.context = context;
  }

  get(key: string): Value | undefined {
    if (key === '__env') return environment(this.draft);
    if (key === '__execution') return executionView(this.draft);
    // Null is a value like any other: it shadows what stands behind it.
    const variable = branchVariable(this.draft, this.context, key);
    return variable === undefined ? this.workflowVariable(key) : variable;
  }

  has(key: string): boolean {
    return (
      key === '__env' || key === '__execution' || dictHas(this.context, key) || this.workflowVariable(key) !== undefined
    );
  }

  keys(): readonly string[] {
    const { input, context } = this.draft.execution;
    return [...new Set([input, context, this.context].flatMap(namesOf))];
  }

  private workflowVariable(key: string): Value | undefined {
    const { context, input } = this.draft.execution;
    return dictGet(dictHas(context, key) ? context : input, key);
  }
}

function environment(draft: Draft): Value {
  return dictGet(draft.execution.params, 'env') ?? {};
}

/** What `execution()` gives. As Mistral: no state. */
function executionView(draft: Draft): Value {
  const { execution, facts } = draft;
  return {
    id: execution.id,
    name: facts.spec.name,
    spec: facts.spec as unknown as Value,
    input: execution.input,
    params: execution.params,
    created_at: timeText(execution.createdAt),
    updated_at: timeText(execution.updatedAt),
    root_execution_id: execution.rootId,
  };
}

/** What `task()` gives; null where there is no such task execution yet. */
function taskView(draft: Draft, task: TaskFacts | null): Value {
  if (!task) return null;
  return {
    id: task.id,
    name: task.name,
    spec: (draft.facts.spec.tasks[task.name] ?? null) as unknown as Value,
    state: task.state,
    state_info: task.stateInfo,
    result: taskResult(draft, task),
    published: draft.published(task.id),
    type: 'ACTION',
    workflow_execution_id: draft.execution.id,
    created_at: timeText(task.createdAt),
    updated_at: timeText(task.updatedAt),
  };
}

/** As Mistral: one accepted action gives its result, several a list of them, none an empty list. */
function taskResult(draft: Draft, task: TaskFacts): Value {
  const results = draft.results(task.id);
  return results.length === 1 ? (results[0] as Value) : results;
}

/** As Mistral shows times in expressions. */
function timeText(time: Date): string {
  return time.toISOString().slice(0, 19).replace('T', ' ');
}
