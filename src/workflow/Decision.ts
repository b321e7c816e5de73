import type { UserError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { Event, Timer } from './Event.ts';
import type { ActionFacts, ExecutionFacts, TaskFacts, Values, WorkflowFacts } from './Facts.ts';
import type { State } from './State.ts';

/** What a turn altered, and what others must now do. Plain data. */
export interface Decision {
  /** The execution as it now is, where it changed. */
  readonly execution: ExecutionFacts | null;
  readonly newTasks: readonly TaskFacts[];
  readonly changedTasks: readonly TaskFacts[];
  readonly newActions: readonly ActionFacts[];
  readonly changedResults: readonly ResultChange[];
  /** In the order in which they happened. */
  readonly changes: readonly Change[];
  readonly commands: readonly Command[];
  /** Events that could not be taken, by their place in the list. */
  readonly refusals: ReadonlyMap<number, UserError>;
}

/** One state that became another; goes to the change log and to subscribers. */
export interface Change {
  readonly kind: 'EXECUTION' | 'TASK' | 'ACTION';
  readonly entityId: Id;
  readonly from: State | null;
  readonly to: State;
  readonly stateInfo: string | null;
}

/**
 * What becomes of actions and sub-workflow runs that are stored already: they no longer count, whatever they still tell; or
 * their results are not kept; or an action's state changes.
 */
export type ResultChange =
  | { readonly kind: 'discard'; readonly taskId: Id; readonly which: Discarded }
  | { readonly kind: 'forget'; readonly taskId: Id }
  | { readonly kind: 'actionState'; readonly actionExecutionId: Id; readonly state: State };

/** Which of them: all there are, those that have ended otherwise than well, or those that have not ended. */
export type Discarded = 'all' | 'failed' | 'open';

/** What someone else must now do. */
export type Command = RunAction | StartChild | SendEvent | SetTimer | SetTimeLimit;

export interface RunAction {
  readonly kind: 'runAction';
  readonly actionExecutionId: Id;
  readonly taskId: Id;
  /** The action of a plugin; where the task names an ad-hoc action, the one at its end. */
  readonly action: string;
  /** The ad-hoc action that the task names, where it is one: it makes its own of the result. */
  readonly adhoc: string | null;
  readonly input: Values;
  /** Executors that may run it; `null` is any. */
  readonly target: string | null;
  /** Seconds; `null` is no limit. */
  readonly timeoutSeconds: number | null;
  /** Whether it may run again where an executor died with it. */
  readonly isSafeToRerun: boolean;
}

/** Starts a sub-workflow, in the transaction of this turn. */
export interface StartChild {
  readonly kind: 'startChild';
  readonly id: Id;
  readonly taskId: Id;
  readonly index: number | null;
  readonly workflow: WorkflowFacts;
  readonly input: Values;
  readonly params: Values;
}

/** Tells another execution something. */
export interface SendEvent {
  readonly kind: 'sendEvent';
  readonly executionId: Id;
  readonly event: Exclude<Event, { kind: 'childCompleted' }> | { readonly kind: 'childEnded'; readonly childId: Id };
}

export interface SetTimer {
  readonly kind: 'setTimer';
  readonly taskId: Id;
  readonly timer: Timer;
  readonly run: number;
  readonly seconds: number;
  readonly outcome?: { readonly state: State; readonly stateInfo: string | null };
}

/** Ends the execution if it is still under way then. */
export interface SetTimeLimit {
  readonly kind: 'setTimeLimit';
  readonly seconds: number;
}
