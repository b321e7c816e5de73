import { parseJson, stringifyJson, type Value } from '../../src/base/json.ts';
import type { WorkflowSpec } from '../../src/lang/WorkflowSpec.ts';
import type { Decision } from '../../src/workflow/Decision.ts';
import { decide } from '../../src/workflow/decide.ts';
import type { Event } from '../../src/workflow/Event.ts';
import { FactMissing } from '../../src/workflow/FactMissing.ts';
import {
  type ActionFacts,
  type ExecutionFacts,
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
        state: isSuccess ? 'SUCCESS' : 'ERROR',
        output,
      },
    ]);
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
    if (decision.execution) this.execution = decision.execution;
    for (const each of [...decision.newTasks, ...decision.changedTasks]) this.tasks.set(each.id, each);
    for (const each of decision.newActions) this.actions.set(each.id, each);
    this.waiting.push(...decision.commands.map((command) => command.actionExecutionId));
    this.storeAndRestore();
    return this;
  }

  private decide(events: readonly Event[]): Decision {
    const surroundings = {
      now: this.now(),
      newId: () => `id-${String(++this.count).padStart(4, '0')}`,
      random: () => 0.25,
      newUuid: () => `00000000-0000-4000-8000-${String(++this.uuidCount).padStart(12, '0')}`,
      actionProblem: () => null,
    };
    const facts = {
      spec: this.spec,
      execution: this.execution,
      tasks: this.tasks,
      taskIdByName: this.newestByName(),
      resultsByTask: this.results(),
      endTaskIds: this.endTaskIds(),
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

  private endTaskIds(): string[] {
    return [...this.tasks.values()].filter((each) => each.processed && !each.hasNext).map((each) => each.id);
  }

  private storeAndRestore(): void {
    const restore = <T>(value: T): T => parseJson(stringifyJson(value)) as T;
    const times = { createdAt: this.now(), updatedAt: this.now() };
    this.execution = { ...restore(this.execution), ...times };
    this.tasks = new Map([...this.tasks].map(([id, each]) => [id, { ...restore(each), ...times }]));
  }

  private taskOf(actionId: string): TaskFacts {
    return this.tasks.get((this.actions.get(actionId) as ActionFacts).taskId) as TaskFacts;
  }

  private now(): Date {
    return new Date('2026-01-01T00:00:00Z');
  }
}
