import { parseJson, stringifyJson, type Value } from '../../src/base/json.ts';
import { factsOf } from '../../src/engine/facts.ts';
import type { AdhocActionSpec } from '../../src/lang/AdhocActionSpec.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Decision, Discarded, ResultChange } from '../../src/workflow/Decision.ts';
import type { MissingFact } from '../../src/workflow/FactMissing.ts';
import type { ActionFacts, ExecutionFacts, Facts, TaskFacts, TaskSet } from '../../src/workflow/Facts.ts';
import { isFinal, type State } from '../../src/workflow/State.ts';

/** The result of an action or of a sub-workflow; one that does not count is kept, as the database does. */
interface Outcome {
  readonly state: State;
  readonly output?: Value;
  readonly accepted: boolean;
  /** Whether its task goes on without it. */
  readonly isDiscarded?: boolean;
}

export type StoredAction = ActionFacts & Outcome;
export type StoredChild = Outcome & {
  readonly id: string;
  readonly taskId: string;
  readonly index: number | null;
  readonly input: Value;
  readonly params: Value;
  /** Whether it has ended and its parent has not been told. */
  readonly isUntold?: boolean;
};

/** What tasks of a rehearsal may name. */
export interface Names {
  readonly workflows: ReadonlyMap<string, WorkflowSpec>;
  readonly actions: ReadonlyMap<string, AdhocActionSpec>;
}

const SETS: Readonly<Record<TaskSet, (task: TaskFacts) => boolean>> = {
  end: (task) => task.processed && !task.hasNext,
  unprocessed: (task) => isFinal(task.state) && !task.processed,
  waiting: (task) => task.state === 'WAITING',
  idle: (task) => task.state === 'IDLE',
  paused: (task) => task.state === 'PAUSED',
};

/** What the database is to the engine: rows of one execution, read when a decision turns out to need them. */
export class RehearsalStore {
  tasks = new Map<string, TaskFacts>();
  actions = new Map<string, StoredAction>();
  children = new Map<string, StoredChild>();
  /** How the execution stands that runs this one. */
  parentState: State = 'RUNNING';

  constructor(
    readonly spec: WorkflowSpec,
    public execution: ExecutionFacts,
    private readonly names: Names,
  ) {}

  /** What a turn has at hand before anybody asks for more. */
  opened(taskIds: readonly string[]): Facts {
    return { ...factsOf(this.spec, this.execution, []), tasks: new Map(this.tasksById(taskIds)) };
  }

  load(facts: Facts, missing: MissingFact): Facts {
    switch (missing.kind) {
      case 'published':
        return { ...facts, tasks: new Map([...facts.tasks, ...this.tasksById(missing.taskIds)]) };
      case 'tasksByName': {
        const ids = missing.names.map((name) => [name, this.newest(name)?.id ?? null] as const);
        const found = ids.flatMap(([, id]) => id ?? []);
        return {
          ...this.withLight(facts, found),
          taskIdByName: new Map([...facts.taskIdByName, ...ids]),
        };
      }
      case 'taskSet': {
        const ids = [...this.tasks.values()].filter(SETS[missing.set]).map(({ id }) => id);
        return { ...this.withLight(facts, ids), taskIds: { ...facts.taskIds, [missing.set]: ids } };
      }
      case 'results':
        return { ...facts, resultsByTask: new Map([...facts.resultsByTask, [missing.taskId, this.results(missing)]]) };
      case 'items':
        return { ...facts, itemsByTask: new Map([...facts.itemsByTask, [missing.taskId, this.items(missing)]]) };
      case 'action': {
        const action = this.actions.get(missing.id);
        const state = action ? { state: action.state, isDiscarded: action.isDiscarded ?? false } : null;
        return { ...facts, actions: new Map([...facts.actions, [missing.id, state]]) };
      }
      case 'parentState':
        return { ...facts, parentState: this.parentState };
      case 'openChildren':
        return { ...facts, openChildren: [...this.children.values()].filter(({ state }) => !isFinal(state)) };
      case 'workflow':
        return { ...facts, workflows: new Map([...facts.workflows, [missing.name, this.workflow(missing.name)]]) };
      case 'adhocAction': {
        const action = this.names.actions.get(missing.name) ?? null;
        return { ...facts, adhocActions: new Map([...facts.adhocActions, [missing.name, action]]) };
      }
      case 'rootEnvironment':
        return { ...facts, rootEnvironment: {} };
      case 'search':
        throw new Error('A rehearsal has nothing to search.');
    }
  }

  apply(decision: Decision): void {
    if (decision.execution) {
      this.execution = { ...decision.execution, output: decision.execution.output ?? this.execution.output };
    }
    for (const task of decision.newTasks) this.tasks.set(task.id, task);
    for (const task of decision.changedTasks) {
      const before = this.tasks.get(task.id);
      this.tasks.set(task.id, {
        ...task,
        published: task.published ?? before?.published,
        publishedGlobal: task.publishedGlobal ?? before?.publishedGlobal,
      });
    }
    for (const change of decision.changedResults) this.changeResults(change);
    for (const action of decision.newActions) this.actions.set(action.id, { ...action, accepted: false });
    for (const command of decision.commands) {
      if (command.kind !== 'startChild') continue;
      const { id, taskId, index, input, params } = command;
      this.children.set(id, { id, taskId, index, input, params, state: 'RUNNING', accepted: false });
    }
  }

  /** The execution above has taken the result of this one. */
  accept(): void {
    this.execution = { ...this.execution, accepted: true };
  }

  /** Everything as it would be read back after a restart. */
  restore(): void {
    const restored = <T>(value: T): T => parseJson(stringifyJson(value)) as T;
    const { createdAt, updatedAt, finishedAt } = this.execution;
    this.execution = { ...restored(this.execution), createdAt, updatedAt, finishedAt };
    for (const [id, task] of this.tasks) {
      const { createdAt, startedAt, updatedAt, finishedAt } = task;
      this.tasks.set(id, { ...restored(task), createdAt, startedAt, updatedAt, finishedAt });
    }
  }

  newest(name: string): TaskFacts | undefined {
    return [...this.tasks.values()].findLast((task) => task.name === name);
  }

  /** Actions and sub-workflow runs of a task. */
  partsOf({ taskId }: { readonly taskId: string }): (StoredAction | StoredChild)[] {
    return [...this.actions.values(), ...this.children.values()].filter((part) => part.taskId === taskId);
  }

  private items(missing: { readonly taskId: string }): (StoredAction | StoredChild)[] {
    return this.partsOf(missing).filter(({ isDiscarded }) => !isDiscarded);
  }

  private results({ taskId }: { readonly taskId: string }): Value[] {
    return this.partsOf({ taskId })
      .filter(({ accepted }) => accepted)
      .sort((left, right) => (left.index ?? -1) - (right.index ?? -1))
      .map(({ output = null }) => output);
  }

  private tasksById(ids: readonly string[]): [string, TaskFacts][] {
    return ids.flatMap((id) => {
      const task = this.tasks.get(id);
      return task ? [[id, task]] : [];
    });
  }

  /** Tasks without what they published, as the engine reads them. */
  private withLight(facts: Facts, ids: readonly string[]): Facts {
    const light = this.tasksById(ids).map(
      ([id, task]) => [id, { ...task, published: undefined, publishedGlobal: undefined }] as const,
    );
    return { ...facts, tasks: new Map([...light, ...facts.tasks]) };
  }

  private workflow(name: string) {
    const spec = this.names.workflows.get(name);
    return spec ? { id: name, name, namespace: '', revision: 1, spec } : null;
  }

  private changeResults(change: ResultChange): void {
    if (change.kind === 'actionState') {
      const action = this.actions.get(change.actionExecutionId);
      if (action) this.actions.set(action.id, { ...action, state: change.state });
      return;
    }
    const { taskId } = change;
    for (const part of change.kind === 'forget' ? this.partsOf({ taskId }) : this.items({ taskId })) {
      if (change.kind === 'forget') this.setPart({ ...part, output: null });
      else if (isMeant(part, change.which)) this.setPart({ ...part, accepted: false, isDiscarded: true });
    }
  }

  setPart(part: StoredAction | StoredChild): void {
    if ('name' in part) this.actions.set(part.id, part);
    else this.children.set(part.id, part);
  }
}

function isMeant({ accepted, state }: Outcome, which: Discarded): boolean {
  return which === 'all' || (which === 'failed' ? accepted && state !== 'SUCCESS' : !accepted);
}
