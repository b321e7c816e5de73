import { InputError } from '../../src/base/errors.ts';
import type { Value } from '../../src/base/json.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Decision, SendEvent, SetTimer } from '../../src/workflow/Decision.ts';
import type { Surroundings } from '../../src/workflow/Draft.ts';
import { decide } from '../../src/workflow/decide.ts';
import type { Event } from '../../src/workflow/Event.ts';
import { FactMissing } from '../../src/workflow/FactMissing.ts';
import { type ExecutionFacts, NOTHING_RUN, type TaskFacts, type Values } from '../../src/workflow/Facts.ts';
import { isFinal, type State } from '../../src/workflow/State.ts';
import { type Names, RehearsalStore, type StoredAction, type StoredChild } from './RehearsalStore.ts';
import { problemsOf } from './rehearsalProblems.ts';

/** How an action or a sub-workflow ends in a rehearsal. */
export type Outcome = { readonly success: Value } | { readonly error: Value } | { readonly cancelled: Value };

interface Options extends Partial<Names> {
  /** Whether another execution runs it as its sub-workflow. */
  readonly isChild?: boolean;
  /** Whether it stays in memory, all tasks at hand, instead of being stored and restored between events. */
  readonly isKept?: boolean;
}

const NAMES: Names = { workflows: new Map(), actions: new Map() };

/**
 * A run without a database or an executor: outcomes are scripted, facts are loaded when they are asked for, and the state is
 * stored and restored as JSON between events, so that every rehearsal is also a restart. After each event nothing may hang.
 */
export class Rehearsal {
  readonly store: RehearsalStore;
  readonly timers: SetTimer[] = [];
  /** What the last event made this execution tell others. */
  sent: readonly SendEvent[] = [];
  private ids = 0;
  private uuids = 0;
  private seconds = 0;

  constructor(
    spec: WorkflowSpec,
    input: Values = {},
    params: Values = {},
    private readonly options: Options = {},
  ) {
    const execution = { ...begun(spec, this.now()), input, params };
    const parent = { parentTaskId: 'parent-task', runtime: { ...NOTHING_RUN, parentId: 'parent' } };
    this.store = new RehearsalStore(spec, options.isChild ? { ...execution, ...parent } : execution, {
      ...NAMES,
      ...options,
    });
    this.take({ kind: 'executionStarted' });
  }

  get execution(): ExecutionFacts {
    return this.store.execution;
  }

  get tasks(): ReadonlyMap<string, TaskFacts> {
    return this.store.tasks;
  }

  /** Ids of actions that nobody has reported about, the oldest first. */
  get waiting(): readonly string[] {
    return [...this.store.actions.values()].filter(({ state }) => !isFinal(state)).map(({ id }) => id);
  }

  /** Ends the oldest waiting action of a task. */
  end(taskName: string, outcome: Outcome, item?: number): this {
    return this.endAction(this.openAction(taskName, item).id, outcome);
  }

  /** Hands in a result. As in the database, one for an action that has ended does not count. */
  endAction(id: string, outcome: Outcome): this {
    const action = this.store.actions.get(id) as StoredAction;
    if (isFinal(action.state)) return this;
    const { state, output } = ended(outcome);
    const { taskId, name: actionName, index, state: from, isDiscarded = false } = action;
    this.store.setPart({ ...action, state, output, accepted: !isDiscarded });
    return this.take({
      kind: 'actionCompleted',
      actionExecutionId: id,
      taskId,
      actionName,
      index,
      from,
      state,
      output,
      ...(isDiscarded && { isDiscarded }),
    });
  }

  /** Ends the oldest sub-workflow run of a task that has not ended. */
  endChild(
    taskName: string,
    outcome: Outcome,
    { item, reason = null }: { item?: number; reason?: string | null } = {},
  ) {
    return this.endChildRun(this.openChild(taskName, item).id, outcome, reason);
  }

  endChildRun(id: string, outcome: Outcome, reason: string | null = null): this {
    const child = this.store.children.get(id) as StoredChild;
    const { state, output } = ended(outcome);
    const { taskId, index, isDiscarded = false } = child;
    this.store.setPart({ ...child, state, output, accepted: !isDiscarded });
    if (isDiscarded) return this;
    return this.take({ kind: 'childCompleted', childId: id, taskId, index, state, stateInfo: reason });
  }

  /** A sub-workflow run of a task is paused or goes on. */
  updateChild(taskName: string, state: 'PAUSED' | 'RUNNING', item?: number): this {
    return this.setChildState(this.openChild(taskName, item).id, state);
  }

  setChildState(id: string, state: 'PAUSED' | 'RUNNING'): this {
    const child = this.store.children.get(id) as StoredChild;
    this.store.setPart({ ...child, state });
    return this.take({ kind: 'childUpdated', taskId: child.taskId, state });
  }

  /** A sub-workflow run that had failed or was cancelled runs again. */
  rerunChild(taskName: string, item?: number): this {
    const { id } = this.find(
      this.store.children,
      taskName,
      item,
      ({ state }) => state === 'ERROR' || state === 'CANCELLED',
    );
    return this.rerunChildRun(id);
  }

  rerunChildRun(id: string): this {
    const child = this.store.children.get(id) as StoredChild;
    this.store.setPart({ ...child, state: 'RUNNING', accepted: false });
    return this.take({ kind: 'childRerun', childId: id, taskId: child.taskId });
  }

  /** Somebody pauses an action or lets it go on. */
  updateAction(taskName: string, state: State, item?: number): this {
    const { id, taskId } = this.openAction(taskName, item);
    return this.take({ kind: 'actionUpdated', actionExecutionId: id, taskId, state });
  }

  /** Lets the oldest timer of a task fire. */
  fire(taskName: string, kind?: string): this {
    const isMeant = ({ taskId, timer }: SetTimer) =>
      this.tasks.get(taskId)?.name === taskName && (kind === undefined || timer === kind);
    const timer = this.timers.find(isMeant);
    if (!timer) throw new Error(`No timer of '${taskName}' is set.`);
    return this.fireTimer(timer);
  }

  fireTimer(timer: SetTimer): this {
    const index = this.timers.findIndex(
      (each) => each.taskId === timer.taskId && each.timer === timer.timer && each.run === timer.run,
    );
    if (index >= 0) this.timers.splice(index, 1);
    return this.take({ ...timer, kind: 'timerFired' });
  }

  /** What somebody asks for; throws what it is refused with. */
  ask(event: Event): this {
    return this.take(event);
  }

  idOf(taskName: string): string {
    return this.store.newest(taskName)?.id as string;
  }

  /** Names of the tasks, each with its state, in order of creation. */
  states(): string[] {
    return [...this.tasks.values()].map((each) => `${each.name} ${each.state}`);
  }

  inputOf(taskName: string): Values | undefined {
    return [...this.store.actions.values()].find(({ taskId }) => this.tasks.get(taskId)?.name === taskName)?.input;
  }

  private take(event: Event): this {
    this.seconds++;
    const decision = this.decide(event);
    for (const refusal of decision.refusals.values()) throw refusal;
    this.store.apply(decision);
    this.timers.push(...decision.commands.filter((command) => command.kind === 'setTimer'));
    this.sent = decision.commands.filter((command) => command.kind === 'sendEvent');
    if (this.sent.some(({ event: told }) => told.kind === 'childEnded')) this.store.accept();
    if (!this.options.isKept) this.store.restore();
    const problems = problemsOf(this);
    if (problems.length > 0) throw new Error(`After ${event.kind}: ${problems.join('; ')}`);
    return this;
  }

  /** As the engine does: decides again with more facts, and counts ids only of the decision that stands. */
  private decide(event: Event): Decision {
    const { ids, uuids } = this;
    let facts = this.store.opened(this.idsAtHand(event));
    for (;;) {
      try {
        return decide(facts, [event], this.surroundings());
      } catch (error) {
        if (!(error instanceof FactMissing)) throw error;
        Object.assign(this, { ids, uuids });
        facts = this.store.load(facts, error.fact);
      }
    }
  }

  private idsAtHand(event: Event): readonly string[] {
    if (this.options.isKept) return [...this.tasks.keys()];
    return 'taskId' in event ? [event.taskId] : [];
  }

  private surroundings(): Surroundings {
    return {
      now: this.now(),
      newId: () => `id-${String(++this.ids).padStart(4, '0')}`,
      random: () => 0.25,
      newUuid: () => `00000000-0000-4000-8000-${String(++this.uuids).padStart(12, '0')}`,
      hasAction: (name) => name.startsWith('std.'),
      isInstant: (name) => name === 'std.noop',
      actionProblem: (_, input) => ('wrong' in input ? new InputError("There is no parameter 'wrong'.") : null),
    };
  }

  private openAction(taskName: string, item?: number): StoredAction {
    return this.find(this.store.actions, taskName, item, ({ state }) => !isFinal(state));
  }

  private openChild(taskName: string, item?: number): StoredChild {
    return this.find(this.store.children, taskName, item, ({ state }) => !isFinal(state));
  }

  private find<Part extends StoredAction | StoredChild>(
    parts: ReadonlyMap<string, Part>,
    taskName: string,
    item: number | undefined,
    isMeant: (part: Part) => boolean,
  ): Part {
    const found = [...parts.values()].find(
      (part) =>
        this.tasks.get(part.taskId)?.name === taskName && (item === undefined || part.index === item) && isMeant(part),
    );
    if (!found) throw new Error(`Nothing of '${taskName}' is there that this could happen to.`);
    return found;
  }

  private now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.seconds * 1000);
  }
}

function ended(outcome: Outcome): { state: Extract<State, 'SUCCESS' | 'ERROR' | 'CANCELLED'>; output: Value } {
  if ('success' in outcome) return { state: 'SUCCESS', output: outcome.success };
  if ('error' in outcome) return { state: 'ERROR', output: outcome.error };
  return { state: 'CANCELLED', output: outcome.cancelled };
}

function begun(spec: WorkflowSpec, now: Date): ExecutionFacts {
  return {
    id: 'execution',
    projectId: 'project',
    rootId: 'execution',
    parentTaskId: null,
    index: null,
    workflowName: spec.name,
    namespace: '',
    accepted: false,
    state: 'IDLE',
    stateInfo: null,
    description: null,
    input: {},
    params: {},
    context: {},
    output: undefined,
    runtime: NOTHING_RUN,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
}
