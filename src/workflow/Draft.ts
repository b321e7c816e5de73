import { Bug, type InputError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { stringifyJson, type Value } from '../base/json.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { TaskSpec } from '../lang/TaskSpec.ts';
import type { Change, Command, Decision, ResultChange, RunAction, StartChild } from './Decision.ts';
import { FactMissing } from './FactMissing.ts';
import type {
  ActionFacts,
  ActionState,
  ChildFacts,
  ExecutionFacts,
  ExecutionRuntime,
  Facts,
  ItemFacts,
  Step,
  TaskFacts,
  TaskRuntime,
  TaskSet,
  Values,
  WorkflowFacts,
} from './Facts.ts';
import { assertMove, isFinal, type State } from './State.ts';

/** Time, ids and chance, which a decision is handed because it may not make them. */
export interface Surroundings {
  readonly now: Date;
  newId(): Id;
  /** A UUID of version 4: what `uuid()` gives (as Mistral). */
  newUuid(): string;
  /** A fraction from 0 (included) to 1 (excluded). */
  random(): number;
  /** Whether a plugin brings an action of this name. */
  hasAction(action: string): boolean;
  /** Whether an action touches nothing outside, so that it does not matter where it runs. */
  isInstant(action: string): boolean;
  /** What is wrong with running an action of a plugin with this input, or null. */
  actionProblem(action: string, input: Values): InputError | null;
}

/** Something that is still to be done in this decision. */
export type Plan =
  | { readonly kind: 'step'; readonly step: Step }
  | EndPlan
  /** The next items of a task. */
  | { readonly kind: 'nextItems'; readonly taskId: Id }
  /** What an execution held back while it was paused or had ended. */
  | { readonly kind: 'goOn' };

export interface EndPlan {
  readonly kind: 'complete';
  readonly taskId: Id;
  readonly state: State;
  readonly stateInfo: string | null;
  /** The state of the task when its end was planned. */
  readonly from: State;
}

type View = Readonly<Record<string, Value>>;

type Counter = 'tasks' | 'openTasks' | 'endTasks' | 'waitingTasks' | 'children' | 'unhandledErrors';

/** Which set a task belongs to by itself. */
const IN_SET: Readonly<Record<TaskSet, (task: TaskFacts) => boolean>> = {
  end: (task) => task.processed && !task.hasNext,
  unprocessed: (task) => isFinal(task.state) && !task.processed,
  waiting: (task) => task.state === 'WAITING',
  idle: (task) => task.state === 'IDLE',
  paused: (task) => task.state === 'PAUSED',
};

/** The execution as it stands while a decision is being made: the facts, and what has been altered so far. */
export class Draft {
  execution: ExecutionFacts;
  private readonly tasks: Map<Id, TaskFacts>;
  private readonly newestByName = new Map<string, Id>();
  private readonly created = new Set<Id>();
  private readonly touched = new Set<Id>();
  private isExecutionTouched = false;
  private readonly actions: ActionFacts[] = [];
  private readonly resultChanges: ResultChange[] = [];
  private readonly changes: Change[] = [];
  private readonly commands: Command[] = [];
  private readonly forgotten = new Set<Id>();
  private readonly plans: Plan[] = [];

  readonly facts: Facts;
  readonly surroundings: Surroundings;

  constructor(facts: Facts, surroundings: Surroundings) {
    this.facts = facts;
    this.surroundings = surroundings;
    this.execution = facts.execution;
    this.tasks = new Map(facts.tasks);
  }

  spec(taskName: string): TaskSpec {
    const spec = this.facts.spec.tasks[taskName];
    if (!spec) throw new Bug(`The workflow has no task '${taskName}'.`);
    return spec;
  }

  hasTask(name: string): boolean {
    return Object.hasOwn(this.facts.spec.tasks, name);
  }

  /** Alters the execution; a new state is checked against the table of moves and recorded. */
  setExecution(patch: Partial<ExecutionFacts>): void {
    const before = this.execution;
    const { now } = this.surroundings;
    if (patch.state !== undefined && patch.state !== before.state) {
      assertMove('Execution', before.id, before.state, patch.state);
      const from = this.facts.isNew && before.state === this.facts.execution.state ? null : before.state;
      this.record('EXECUTION', before.id, from, patch.state, patch.stateInfo ?? null);
    }
    this.execution = { ...before, ...patch, updatedAt: now };
    this.isExecutionTouched = true;
  }

  setRuntime(patch: Partial<ExecutionRuntime>): void {
    this.setExecution({ runtime: { ...this.execution.runtime, ...patch } });
  }

  count(counter: Counter, by: number): void {
    this.setRuntime({ [counter]: this.execution.runtime[counter] + by });
  }

  addTask(task: TaskFacts): TaskFacts {
    this.tasks.set(task.id, task);
    this.created.add(task.id);
    this.newestByName.set(task.name, task.id);
    this.record('TASK', task.id, null, task.state, task.stateInfo);
    this.count('tasks', 1);
    this.count('openTasks', 1);
    return task;
  }

  /** Alters a task; a new state is recorded, and checked against the table of moves unless it is `isForced`. */
  setTask(id: Id, patch: Partial<TaskFacts>, { isForced = false } = {}): TaskFacts {
    const before = this.task(id);
    if (patch.state !== undefined && patch.state !== before.state) {
      if (!isForced) assertMove('Task', id, before.state, patch.state);
      this.record('TASK', id, before.state, patch.state, patch.stateInfo ?? null);
    }
    return this.patchTask(id, patch);
  }

  setTaskRuntime(id: Id, patch: Partial<TaskRuntime>): TaskFacts {
    return this.patchTask(id, { runtime: { ...this.task(id).runtime, ...patch } });
  }

  /** As `setTask`, unseen: for what a task is while it is being looked at. */
  patchTask(id: Id, patch: Partial<TaskFacts>): TaskFacts {
    const after = { ...this.task(id), ...patch, updatedAt: this.surroundings.now };
    this.tasks.set(id, after);
    this.touched.add(id);
    return after;
  }

  addAction(action: ActionFacts, command: Omit<RunAction, 'kind' | 'actionExecutionId' | 'taskId'>): void {
    this.actions.push(action);
    this.record('ACTION', action.id, null, action.state, null);
    this.commands.push({ kind: 'runAction', actionExecutionId: action.id, taskId: action.taskId, ...command });
  }

  addChild(child: Omit<StartChild, 'kind'>): void {
    this.commands.push({ kind: 'startChild', ...child });
    this.count('children', 1);
  }

  command(command: Command): void {
    this.commands.push(command);
  }

  changeResults(change: ResultChange): void {
    if (change.kind === 'forget') this.forgotten.add(change.taskId);
    this.resultChanges.push(change);
  }

  record(kind: Change['kind'], entityId: Id, from: State | null, to: State, stateInfo: string | null): void {
    this.changes.push({ kind, entityId, from, to, stateInfo });
  }

  /** Puts something at the end of what is still to be done. */
  plan(plan: Plan): void {
    this.plans.push(plan);
  }

  planEnd(taskId: Id, state: State, stateInfo: string | null): void {
    const next = this.plans.findIndex((plan) => plan.kind === 'nextItems' && plan.taskId === taskId);
    if (next >= 0) this.plans.splice(next, 1);
    this.plan({ kind: 'complete', taskId, state, stateInfo, from: this.task(taskId).state });
  }

  /** Once for all items that have ended: to find out which come next takes a look at all of them. */
  planNextItems(taskId: Id): void {
    const isPlanned = this.plans.some((plan) => plan.kind === 'nextItems' && plan.taskId === taskId);
    if (!isPlanned) this.plan({ kind: 'nextItems', taskId });
  }

  nextPlan(): Plan | undefined {
    return this.plans.shift();
  }

  hasPlans(): boolean {
    return this.plans.length > 0;
  }

  task(id: Id): TaskFacts {
    const task = this.tasks.get(id);
    if (!task) throw new FactMissing({ kind: 'published', taskIds: [id] });
    return task;
  }

  /** What a task published; throws `FactMissing` where it has not been loaded. */
  published(id: Id): Values {
    const published = this.tasks.get(id)?.published;
    if (published === undefined) throw new FactMissing({ kind: 'published', taskIds: [id] });
    return published ?? {};
  }

  /** Bare results of a task's accepted actions, as this decision leaves them. A task that it made has none yet. */
  results(id: Id): readonly Value[] {
    const results = this.created.has(id) ? [] : this.facts.resultsByTask.get(id);
    if (results === undefined) throw new FactMissing({ kind: 'results', taskId: id });
    return this.forgotten.has(id) ? results.map(() => null) : results;
  }

  /** How an action stands, or null where there is none of that id. */
  actionState(id: Id): ActionState | null {
    const action = this.facts.actions.get(id);
    if (action === undefined) throw new FactMissing({ kind: 'action', id });
    const change = this.resultChanges.findLast((each) => each.kind === 'actionState' && each.actionExecutionId === id);
    return action && change?.kind === 'actionState' ? { ...action, state: change.state } : action;
  }

  /** The actions and sub-workflow runs of a task that count, as they were before this decision. */
  items(id: Id): readonly ItemFacts[] {
    const items = this.created.has(id) ? [] : this.facts.itemsByTask.get(id);
    if (items === undefined) throw new FactMissing({ kind: 'items', taskId: id });
    return items;
  }

  /** The newest task execution of a name, or null where there is none yet. */
  newestTask(name: string): TaskFacts | null {
    return this.newestTasks([name])[0] as TaskFacts | null;
  }

  /** The newest task executions of some names, in their order. What they published may not have been loaded. */
  newestTasks(names: readonly string[]): (TaskFacts | null)[] {
    const ids = names.map((name) => this.newestId(name));
    const missing = names.filter((_, index) => ids[index] === undefined);
    if (missing.length > 0) throw new FactMissing({ kind: 'tasksByName', names: missing });
    return ids.map((id) => (id ? this.task(id) : null));
  }

  private newestId(name: string): Id | null | undefined {
    const made = this.newestByName.get(name);
    if (made !== undefined) return made;
    const { taskIdByName } = this.facts;
    return taskIdByName.has(name) ? taskIdByName.get(name) : this.newestKnown(name);
  }

  /** Where all tasks are in hand, nothing needs to be looked up. Ids are ordered by time. */
  private newestKnown(name: string): Id | null | undefined {
    if (this.facts.tasks.size < this.facts.execution.runtime.tasks) return undefined;
    const ids = [...this.facts.tasks.values()].filter((task) => task.name === name).map((task) => task.id);
    return ids.sort().at(-1) ?? null;
  }

  /** The tasks of a set as they stand now, by id. `count` of them are there, where that is known. */
  tasksIn(set: TaskSet, count?: number): readonly TaskFacts[] {
    const here = [...this.tasks.values()].filter(IN_SET[set]);
    const isComplete = here.length === count || this.facts.tasks.size >= this.facts.execution.runtime.tasks;
    const loaded = this.facts.taskIds[set];
    if (!isComplete && !loaded) throw new FactMissing({ kind: 'taskSet', set });
    const ids = new Set([...(loaded ?? []), ...here.map((task) => task.id)]);
    return [...ids]
      .sort()
      .map((id) => this.task(id))
      .filter(IN_SET[set]);
  }

  /** Sub-workflow runs that had not ended before this decision. */
  openChildren(): readonly ChildFacts[] {
    if (this.facts.execution.runtime.children === 0) return [];
    if (!this.facts.openChildren) throw new FactMissing({ kind: 'openChildren' });
    return this.facts.openChildren;
  }

  /** How the execution above stands. */
  parentState(): State {
    const { parentState } = this.facts;
    if (parentState === undefined) throw new FactMissing({ kind: 'parentState' });
    return parentState;
  }

  /** The workflow that a task of this execution means by a name, or null. */
  workflow(name: string): WorkflowFacts | null {
    const workflow = this.facts.workflows.get(name);
    if (workflow === undefined) throw new FactMissing({ kind: 'workflow', name });
    return workflow;
  }

  /** The environment of the execution at the top of the tree. */
  rootEnvironment(): Value {
    const { rootEnvironment } = this.facts;
    if (rootEnvironment === undefined) throw new FactMissing({ kind: 'rootEnvironment' });
    return rootEnvironment;
  }

  /** What `executions()` and `tasks()` give: as the database had it before this decision. */
  search(what: 'executions' | 'tasks', query: Readonly<Record<string, Value>>): Value {
    const found = this.facts.searches.get(searchKey(what, query));
    if (found === undefined) throw new FactMissing({ kind: 'search', what, query });
    return what === 'tasks' ? this.asDecided(found as readonly View[], query.state ?? null) : found;
  }

  /** What was found of tasks, as this decision leaves them. */
  private asDecided(found: readonly View[], state: Value): Value {
    const now = found.map((view): View => {
      const task = this.tasks.get(String(view.id));
      return task ? { ...view, state: task.state, state_info: task.stateInfo } : view;
    });
    return now.filter((view) => state === null || view.state === state);
  }

  /** The ad-hoc action of exactly this name, or null. */
  adhocAction(name: string): AdhocActionSpec | null {
    const action = this.facts.adhocActions.get(name);
    if (action === undefined) throw new FactMissing({ kind: 'adhocAction', name });
    return action;
  }

  toDecision(): Omit<Decision, 'refusals'> {
    const changed = [...this.touched].filter((id) => !this.created.has(id));
    return {
      execution: this.isExecutionTouched ? this.execution : null,
      newTasks: [...this.created].map((id) => this.task(id)),
      changedTasks: changed.map((id) => this.task(id)),
      newActions: this.actions,
      changedResults: this.resultChanges,
      changes: this.changes,
      commands: this.commands,
    };
  }
}

/** The name under which an answer to `executions()` or `tasks()` is kept. */
export function searchKey(what: string, query: Readonly<Record<string, Value>>): string {
  return `${what} ${stringifyJson(query)}`;
}
