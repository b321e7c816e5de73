import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import type { Change, Command, Decision } from './Decision.ts';
import { FactMissing } from './FactMissing.ts';
import type { ActionFacts, ExecutionFacts, Facts, TaskFacts, Values } from './Facts.ts';
import { assertMove, type State } from './State.ts';

/** Time, ids and chance, which a decision is handed because it may not make them. */
export interface Surroundings {
  readonly now: Date;
  newId(): Id;
  /** A UUID of version 4: what `uuid()` gives (as Mistral). */
  newUuid(): string;
  /** A fraction from 0 (included) to 1 (excluded). */
  random(): number;
  /** What is wrong with running this action with this input, or null. */
  actionProblem(action: string, input: Values): string | null;
}

/** The execution as it stands while a decision is being made: the facts, and what has been altered so far. */
export class Draft {
  execution: ExecutionFacts;
  private readonly tasks: Map<Id, TaskFacts>;
  private readonly newestByName = new Map<string, Id>();
  private readonly created = new Set<Id>();
  private readonly touched = new Set<Id>();
  private isExecutionTouched = false;
  private readonly actions: ActionFacts[] = [];
  private readonly changes: Change[] = [];
  private readonly commands: Command[] = [];

  readonly facts: Facts;
  readonly surroundings: Surroundings;

  constructor(facts: Facts, surroundings: Surroundings) {
    this.facts = facts;
    this.surroundings = surroundings;
    this.execution = facts.execution;
    this.tasks = new Map(facts.tasks);
  }

  /** Alters the execution; a new state is checked against the table of moves and recorded. */
  setExecution(patch: Partial<ExecutionFacts>): void {
    const before = this.execution;
    const { now } = this.surroundings;
    if (patch.state !== undefined && patch.state !== before.state) {
      assertMove('Execution', before.id, before.state, patch.state);
      this.record('EXECUTION', before.id, before.state, patch.state, patch.stateInfo ?? null);
    }
    this.execution = { ...before, ...patch, updatedAt: now };
    this.isExecutionTouched = true;
  }

  count(counter: 'tasks' | 'openTasks' | 'endTasks' | 'unhandledErrors', by: number): void {
    const { runtime } = this.execution;
    this.setExecution({ runtime: { ...runtime, [counter]: runtime[counter] + by } });
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

  setTask(id: Id, patch: Partial<TaskFacts>): TaskFacts {
    const before = this.task(id);
    if (patch.state !== undefined && patch.state !== before.state) {
      assertMove('Task', id, before.state, patch.state);
      this.record('TASK', id, before.state, patch.state, patch.stateInfo ?? null);
    }
    const after = { ...before, ...patch, updatedAt: this.surroundings.now };
    this.tasks.set(id, after);
    this.touched.add(id);
    return after;
  }

  addAction(action: ActionFacts): void {
    this.actions.push(action);
    this.record('ACTION', action.id, null, action.state, null);
    this.commands.push({
      kind: 'runAction',
      actionExecutionId: action.id,
      taskId: action.taskId,
      action: action.name,
      input: action.input,
    });
  }

  record(kind: Change['kind'], entityId: Id, from: State | null, to: State, stateInfo: string | null): void {
    this.changes.push({ kind, entityId, from, to, stateInfo });
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

  /** Bare results of a task's accepted actions. A task that this decision made has none yet. */
  results(id: Id): readonly Value[] {
    const results = this.created.has(id) ? [] : this.facts.resultsByTask.get(id);
    if (results === undefined) throw new FactMissing({ kind: 'results', taskId: id });
    return results;
  }

  /** The newest task execution of a name, or null where there is none yet. */
  newestTask(name: string): TaskFacts | null {
    const id = this.newestByName.get(name) ?? this.facts.taskIdByName.get(name) ?? this.newestKnown(name);
    if (id === undefined) throw new FactMissing({ kind: 'taskByName', name });
    return id === null ? null : this.task(id);
  }

  /** Where all tasks are in hand, nothing needs to be looked up. Ids are ordered by time. */
  private newestKnown(name: string): Id | null | undefined {
    if (this.facts.tasks.size < this.facts.execution.runtime.tasks) return undefined;
    const ids = [...this.facts.tasks.values()].filter((task) => task.name === name).map((task) => task.id);
    return ids.sort().at(-1) ?? null;
  }

  /** The finished tasks that led nowhere, by id: of this turn, and of turns before where there are any. */
  endTasks(): readonly TaskFacts[] {
    const here = [...this.tasks.values()].filter((task) => task.processed && !task.hasNext);
    if (here.length === this.execution.runtime.endTasks) return here;
    if (!this.facts.endTaskIds) throw new FactMissing({ kind: 'endTasks' });
    const ids = new Set([...this.facts.endTaskIds, ...here.map((task) => task.id)]);
    return [...ids].sort().map((id) => this.task(id));
  }

  toDecision(): Decision {
    const changed = [...this.touched].filter((id) => !this.created.has(id));
    return {
      execution: this.isExecutionTouched ? this.execution : null,
      newTasks: [...this.created].map((id) => this.task(id)),
      changedTasks: changed.map((id) => this.task(id)),
      newActions: this.actions,
      changes: this.changes,
      commands: this.commands,
    };
  }
}
