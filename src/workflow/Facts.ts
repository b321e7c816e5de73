import type { Id } from '../base/ids.ts';
import type { Dict, Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { State } from './State.ts';

/**
 * What a turn loaded before deciding. Values that may be large, and what is seldom needed, are absent until somebody asks:
 * reading something absent throws `FactMissing`, the engine loads it and decides again.
 */
export interface Facts {
  readonly spec: WorkflowSpec;
  readonly execution: ExecutionFacts;
  /** Whether the execution is being made by this decision: then there is no state before its first. */
  readonly isNew?: boolean;
  readonly tasks: ReadonlyMap<Id, TaskFacts>;
  /** The newest task execution of a name; `null` where there is none. */
  readonly taskIdByName: ReadonlyMap<string, Id | null>;
  /** Bare results of a task's accepted actions and sub-workflows, in order of items. */
  readonly resultsByTask: ReadonlyMap<Id, readonly Value[]>;
  /** Actions and sub-workflow runs of a task that have not been discarded: which items they are for, and how they stand. */
  readonly itemsByTask: ReadonlyMap<Id, readonly ItemFacts[]>;
  /** Actions somebody says something of; `null` where there is none of that id. */
  readonly actions: ReadonlyMap<Id, ActionState | null>;
  /** Ids of tasks that have something in common, where they have been loaded. */
  readonly taskIds: Readonly<Partial<Record<TaskSet, readonly Id[]>>>;
  /** Sub-workflow runs that have not ended, where they have been loaded. */
  readonly openChildren?: readonly ChildFacts[];
  /** How the execution stands that runs this as its sub-workflow, where that has been loaded. */
  readonly parentState?: State;
  /** Workflows that tasks name; `null` where there is none of that name. */
  readonly workflows: ReadonlyMap<string, WorkflowFacts | null>;
  /** Ad-hoc actions that tasks name; `null` where there is none of that name. */
  readonly adhocActions: ReadonlyMap<string, AdhocActionSpec | null>;
  /** The environment of the root execution, where this is another; absent where it has not been loaded. */
  readonly rootEnvironment?: Value;
  /** What `executions()` and `tasks()` found, by their question as JSON. */
  readonly searches: ReadonlyMap<string, Value>;
}

/**
 * Finished tasks that led nowhere; ended ones whose consequences are open; those that wait for others; those held before they
 * began; those of which a part is paused.
 */
export type TaskSet = 'end' | 'unprocessed' | 'waiting' | 'idle' | 'paused';

/** Values by name. Names may look like numbers: read and join them with the functions of `values.ts`. */
export type Values = Mapping;

/** Which task executions' publications make up each variable; several are merged in that order. */
export type BranchContext = { readonly [variable: string]: readonly Id[] } | Dict;

export interface ExecutionFacts {
  readonly id: Id;
  readonly projectId: Id;
  readonly rootId: Id;
  /** The task that runs this execution as a sub-workflow, and which of its items it is for. */
  readonly parentTaskId: Id | null;
  readonly index: number | null;
  readonly workflowName: string;
  readonly namespace: string;
  readonly state: State;
  readonly stateInfo: string | null;
  readonly description: string | null;
  readonly input: Values;
  readonly params: Values;
  /** Workflow variables and global publications. */
  readonly context: Values;
  readonly output: Values | undefined;
  /** Of a sub-workflow: whether its task has taken its result. */
  readonly accepted: boolean;
  readonly runtime: ExecutionRuntime;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

/** The counters of an execution. Rewritten by every turn, so nothing here grows with the run. */
export interface ExecutionRuntime {
  /** Task executions there are: where a turn has as many in hand, it has them all. */
  readonly tasks: number;
  /** Tasks whose consequences have not been decided. */
  readonly openTasks: number;
  /** Finished tasks that led nowhere: their contexts make the output. */
  readonly endTasks: number;
  /** Tasks that wait for others to join them. */
  readonly waitingTasks: number;
  /** Sub-workflow runs that were started. */
  readonly children: number;
  readonly cancelledTasks: readonly string[];
  readonly unhandledErrors: number;
  /** The first few of them, for people. */
  readonly failures: readonly Failure[];
  /** What was to come after a `pause`, to be done when the execution is resumed. */
  readonly backlog: readonly Step[];
  /** The execution of `parentTaskId`. */
  readonly parentId: Id | null;
  /** Whether it ended because somebody, or its time limit, ended it: what it runs is to stop then. */
  readonly isStopped: boolean;
}

/** A task that failed, and what it said. */
export interface Failure {
  readonly task: string;
  readonly reason: string;
}

/** One transition that was taken: a task or an engine command. */
export interface Step {
  readonly target: string;
  /** The task that leads there; `null` where the execution starts there. */
  readonly trigger: Trigger | null;
  readonly message: string | null;
}

/** Of an execution that has not begun. */
export const NOTHING_RUN: ExecutionRuntime = {
  tasks: 0,
  openTasks: 0,
  endTasks: 0,
  waitingTasks: 0,
  children: 0,
  cancelledTasks: [],
  unhandledErrors: 0,
  failures: [],
  backlog: [],
  parentId: null,
  isStopped: false,
};

export interface TaskFacts {
  readonly id: Id;
  readonly name: string;
  readonly state: State;
  readonly stateInfo: string | null;
  readonly context: BranchContext;
  /** `null` where the task published nothing; `undefined` where it has not been loaded. */
  readonly published: Values | null | undefined;
  readonly publishedGlobal: Values | null | undefined;
  readonly runtime: TaskRuntime;
  readonly hasNext: boolean;
  /** Whether what follows from its end has been decided. */
  readonly processed: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

export interface Trigger {
  readonly taskId: Id;
  readonly event: 'on-success' | 'on-error' | 'on-complete' | 'on-skip';
}

export interface TaskRuntime {
  readonly triggeredBy: readonly Trigger[];
  /** The tasks and engine commands it went on to, and by which clause. */
  readonly next: readonly (readonly [target: string, event: Trigger['event']])[];
  /** Names of the variables it published in its branch. */
  readonly publishes: readonly string[];
  /** Actions and sub-workflows whose results are not in yet, and how the others ended. */
  readonly open: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Actions and sub-workflows that somebody has paused. */
  readonly paused: number;
  /** Of `with-items`: how many there are, and which come next. */
  readonly items: { readonly count: number; readonly started: number } | null;
  /** Items that failed and are to run once more, before those that have not run. */
  readonly rerun: readonly number[];
  /** Items at a time; 0 is no limit. */
  readonly concurrency: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Counts runs and delays of the task, so that a timer of an earlier one can be told from one of this. */
  readonly run: number;
  /** Which of them its time limit was set in; 0 where there is none. */
  readonly timeoutRun: number;
  readonly isWaitAfterOver: boolean;
  /** The last delay it was given: what is DELAYED waits for its end. */
  readonly delay: Delay | null;
  /** Of what is IDLE: whether a policy of the task holds it, and not only its execution. */
  readonly isHeldByPolicy: boolean;
  readonly isUnhandled: boolean;
}

export type DelayPolicy = 'wait-before' | 'wait-after' | 'retry';

export interface Delay {
  readonly policy: DelayPolicy;
  /** RFC 3339, in UTC. */
  readonly until: string;
}

export const NEW_TASK: TaskRuntime = {
  triggeredBy: [],
  next: [],
  publishes: [],
  open: 0,
  failed: 0,
  cancelled: 0,
  paused: 0,
  items: null,
  rerun: [],
  concurrency: 0,
  retries: 0,
  run: 1,
  timeoutRun: 0,
  isWaitAfterOver: false,
  delay: null,
  isHeldByPolicy: false,
  isUnhandled: false,
};

export interface ActionFacts {
  readonly id: Id;
  readonly taskId: Id;
  readonly name: string;
  readonly state: State;
  readonly input: Values;
  readonly index: number | null;
  readonly createdAt: Date;
}

/** An action or a sub-workflow run, as far as counting items needs it. */
export interface ItemFacts {
  readonly id: Id;
  readonly index: number | null;
  readonly state: State;
  /** Whether its task has taken its end. One that has ended and is not accepted is still to tell so. */
  readonly accepted: boolean;
}

/** How an action stands, and whether it still counts. */
export interface ActionState {
  readonly state: State;
  readonly isDiscarded: boolean;
}

/** A sub-workflow run that has not ended. */
export interface ChildFacts {
  readonly id: Id;
  readonly state: State;
}

/** The revision of a workflow that a task would run. */
export interface WorkflowFacts {
  readonly id: Id;
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly spec: WorkflowSpec;
}
