import type { Id } from '../base/ids.ts';
import type { Dict, Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { State } from './State.ts';

/**
 * What a turn loaded before deciding. Values that may be large are absent until somebody asks: reading one that is absent
 * throws `FactMissing`, the engine loads it and decides again.
 */
export interface Facts {
  readonly spec: WorkflowSpec;
  readonly execution: ExecutionFacts;
  readonly tasks: ReadonlyMap<Id, TaskFacts>;
  /** The newest task execution of a name; `null` where there is none. */
  readonly taskIdByName: ReadonlyMap<string, Id | null>;
  /** Bare results of a task's accepted actions, in order of items. */
  readonly resultsByTask: ReadonlyMap<Id, readonly Value[]>;
  /** Ids of the finished tasks that led nowhere, where they have been loaded. */
  readonly endTaskIds?: readonly Id[];
}

/** Values by name. Names may look like numbers: read and join them with the functions of `values.ts`. */
export type Values = Mapping;

/** Which task executions' publications make up each variable; several are merged in that order. */
export type BranchContext = { readonly [variable: string]: readonly Id[] } | Dict;

export interface ExecutionFacts {
  readonly id: Id;
  readonly projectId: Id;
  readonly rootId: Id;
  readonly state: State;
  readonly stateInfo: string | null;
  readonly description: string | null;
  readonly input: Values;
  readonly params: Values;
  /** Workflow variables and global publications. */
  readonly context: Values;
  readonly output: Values | undefined;
  readonly runtime: ExecutionRuntime;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

/** The counters of an execution. Rewritten by every turn, so nothing here grows with the run. */
export interface ExecutionRuntime {
  /** Task executions there are: where a turn has as many in hand, it has them all. */
  readonly tasks: number;
  readonly openTasks: number;
  /** Finished tasks that led nowhere: their contexts make the output. */
  readonly endTasks: number;
  readonly unhandledErrors: number;
  /** The first few of them, for people. */
  readonly failures: readonly string[];
}

/** Of an execution that has not begun. */
export const NOTHING_RUN: ExecutionRuntime = { tasks: 0, openTasks: 0, endTasks: 0, unhandledErrors: 0, failures: [] };

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
  readonly processed: boolean;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
}

export interface TaskRuntime {
  readonly triggeredBy: readonly { readonly taskId: Id; readonly event: 'on-success' | 'on-error' | 'on-complete' }[];
  /** Actions whose results are not in yet. */
  readonly openActions: number;
  readonly failedActions: number;
}

export interface ActionFacts {
  readonly id: Id;
  readonly taskId: Id;
  readonly name: string;
  readonly state: State;
  readonly input: Values;
  readonly index: number | null;
  readonly createdAt: Date;
}
