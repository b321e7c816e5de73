import { parseJson, stringifyJson, type Value } from '../../src/base/json.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Decision, ResultChange, SetTimer } from '../../src/workflow/Decision.ts';
import { decide } from '../../src/workflow/decide.ts';
import type { Event } from '../../src/workflow/Event.ts';
import { FactMissing } from '../../src/workflow/FactMissing.ts';
import {
  type ActionFacts,
  type ExecutionFacts,
  type Facts,
  type ItemFacts,
  NOTHING_RUN,
  type TaskFacts,
  type Values,
} from '../../src/workflow/Facts.ts';

/** How an action ends in a rehearsal. */
export type Outcome = { readonly success: Value } | { readonly error: Value };

/**
 * A run without a database or an executor: outcomes are scripted, and the state is stored and restored as JSON between
 * events, so that every rehearsal is also a restart.
 */
export class Rehearsal {
  execution: ExecutionFacts;
  tasks = new Map<string, TaskFacts>();
  actions = new Map<string, ActionFacts & { output?: Value }>();
  readonly waiting: string[] = [];
  readonly timers: SetTimer[] = [];
  private count = 0;
  private uuidCount = 0;

  constructor(
    private readonly spec: WorkflowSpec,
    input: Values = {},
    params: Values = {},
  ) {
    const now = this.now();
    this.execution = {
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
      input,
      params,
      context: {},
      output: undefined,
      runtime: NOTHING_RUN,
      createdAt: now,
      updatedAt: now,
      finishedAt: null,
    };
    this.take([{ kind: 'executionStarted' }]);
  }

  /** Ends the oldest waiting action of a task. */
  end(taskName: string, outcome: Outcome): this {
    const id = this.waiting.find((each) => this.taskOf(each).name === taskName);
    if (id === undefined) throw new Error(`No action of '${taskName}' is waiting.`);
    return this.endAction(id, outcome);
  }

  endAction(id: string, outcome: Outcome): this {
    const action = this.actions.get(id) as ActionFacts;
    const isSuccess = 'success' in outcome;
    const output = isSuccess ? outcome.success : outcome.error;
    this.waiting.splice(this.waiting.indexOf(id), 1);
    this.actions.set(id, { ...action, state: isSuccess ? 'SUCCESS' : 'ERROR', output });
    return this.take([
      {
        kind: 'actionCompleted',
        actionExecutionId: id,
        taskId: action.taskId,
        actionName: action.name,
        index: action.index,
        from: 'RUNNING',
        state: isSuccess ? 'SUCCESS' : 'ERROR',
        output,
      },
    ]);
  }

  /** Lets the oldest timer of a task fire. */
  fire(taskName: string): this {
    const index = this.timers.findIndex(({ taskId }) => this.tasks.get(taskId)?.name === taskName);
    const [timer] = this.timers.splice(index, index < 0 ? 0 : 1);
    if (!timer) throw new Error(`No timer of '${taskName}' is set.`);
    return this.take([{ ...timer, kind: 'timerFired' }]);
  }

  /** What somebody asks for; throws what it is refused with. */
  ask(event: Event): this {
    return this.take([event]);
  }

  idOf(taskName: string): string {
    return [...this.tasks.values()].findLast(({ name }) => name === taskName)?.id as string;
  }

  /** Names of the tasks, each with its state, in order of creation. */
  states(): string[] {
    return [...this.tasks.values()].map((each) => `${each.name} ${each.state}`);
  }

  inputOf(taskName: string): Values | undefined {
    return [...this.actions.values()].find((each) => this.tasks.get(each.taskId)?.name === taskName)?.input;
  }

  private take(events: readonly Event[]): this {
    const decision = this.decide(events);
    for (const refusal of decision.refusals.values()) throw refusal;
    for (const change of decision.changedResults) this.changeResults(change);
    if (decision.execution) this.execution = decision.execution;
    for (const each of [...decision.newTasks, ...decision.changedTasks]) this.tasks.set(each.id, each);
    for (const each of decision.newActions) this.actions.set(each.id, each);
    for (const command of decision.commands) {
      if (command.kind === 'runAction') this.waiting.push(command.actionExecutionId);
      if (command.kind === 'setTimer') this.timers.push(command);
    }
    this.storeAndRestore();
    return this;
  }

  private decide(events: readonly Event[]): Decision {
    const surroundings = {
      now: this.now(),
      newId: () => `id-${String(++this.count).padStart(4, '0')}`,
      random: () => 0.25,
      newUuid: () => `00000000-0000-4000-8000-${String(++this.uuidCount).padStart(12, '0')}`,
      hasAction: () => true,
      actionProblem: () => null,
    };
    const facts = {
      spec: this.spec,
      execution: this.execution,
      tasks: this.tasks,
      taskIdByName: this.newestByName(),
      resultsByTask: this.results(),
      itemsByTask: this.items(),
      taskIds: this.taskIds(),
      openChildren: [],
      workflows: new Map(),
      adhocActions: new Map(),
      searches: new Map(),
    };
    try {
      return decide(facts, events, surroundings);
    } catch (error) {
      if (error instanceof FactMissing)
        throw new Error(`A rehearsal holds every fact, yet ${error.fact.kind} is missing.`);
      throw error;
    }
  }

  private newestByName(): Map<string, string | null> {
    const names = new Map<string, string | null>(this.spec.taskNames.map((name) => [name, null]));
    for (const each of this.tasks.values()) names.set(each.name, each.id);
    return names;
  }

  private results(): Map<string, Value[]> {
    const results = new Map<string, Value[]>([...this.tasks.keys()].map((id) => [id, []]));
    for (const each of this.actions.values())
      if (each.output !== undefined) results.get(each.taskId)?.push(each.output);
    return results;
  }

  private items(): Map<string, ItemFacts[]> {
    const items = new Map<string, ItemFacts[]>([...this.tasks.keys()].map((id) => [id, []]));
    for (const { taskId, index, state, output } of this.actions.values()) {
      items.get(taskId)?.push({ index, state, accepted: output !== undefined });
    }
    return items;
  }

  private taskIds(): Facts['taskIds'] {
    const all = [...this.tasks.keys()];
    return { end: all, unprocessed: all, waiting: all, idle: all, paused: all };
  }

  private changeResults(change: ResultChange): void {
    if (change.kind === 'actionState') return;
    for (const [id, action] of this.actions) {
      if (action.taskId !== change.taskId) continue;
      if (change.kind === 'unaccept' && change.which === 'failed' && action.state === 'SUCCESS') continue;
      this.actions.set(id, { ...action, output: undefined });
    }
  }

  private storeAndRestore(): void {
    const restore = <T>(value: T): T => parseJson(stringifyJson(value)) as T;
    const times = { createdAt: this.now(), updatedAt: this.now() };
    this.execution = { ...restore(this.execution), ...times };
    this.tasks = new Map(
      [...this.tasks].map(([id, each]) => [
        id,
        { ...restore(each), ...times, finishedAt: each.finishedAt && this.now() },
      ]),
    );
  }

  private taskOf(actionId: string): TaskFacts {
    return this.tasks.get((this.actions.get(actionId) as ActionFacts).taskId) as TaskFacts;
  }

  private now(): Date {
    return new Date('2026-01-01T00:00:00Z');
  }
}
