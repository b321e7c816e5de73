import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';
import type { Values } from './Facts.ts';
import type { State } from './State.ts';

/** What happened to an execution. Seen twice or too late, an event decides nothing. */
export type Event =
  | ExecutionStarted
  | ActionCompleted
  | ActionUpdated
  | ChildCompleted
  | ChildUpdated
  | ChildRerun
  | TimerFired
  | TimeLimitReached
  | Pause
  | Resume
  | Stop
  | RerunTask
  | SkipTask;

/** It has been made, or the time has come that it waited for. */
export interface ExecutionStarted {
  readonly kind: 'executionStarted';
}

/** A result was stored for the first time. */
export interface ActionCompleted {
  readonly kind: 'actionCompleted';
  readonly actionExecutionId: Id;
  readonly taskId: Id;
  readonly actionName: string;
  readonly index: number | null;
  readonly from: State;
  readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED';
  /** The bare result; of a failed action what expressions see in its place. */
  readonly output: Value;
  /** Whether it belongs to an earlier attempt of its task, which no longer counts. */
  readonly isDiscarded?: boolean;
  /** What is wrong with the definition of an ad-hoc action that was to make its own of the result. */
  readonly problem?: string;
}

/** A sub-workflow run has ended, and its result was accepted for the first time. */
export interface ChildCompleted {
  readonly kind: 'childCompleted';
  readonly childId: Id;
  readonly taskId: Id;
  readonly index: number | null;
  readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED';
  readonly stateInfo: string | null;
}

/** A sub-workflow run was paused, or goes on. */
export interface ChildUpdated {
  readonly kind: 'childUpdated';
  readonly taskId: Id;
  readonly state: 'PAUSED' | 'RUNNING';
  /** Whether it was paused because this execution was. */
  readonly isInherited?: boolean;
}

/** A sub-workflow run that had ended runs again. */
export interface ChildRerun {
  readonly kind: 'childRerun';
  readonly childId: Id;
  readonly taskId: Id;
}

/** The timers of a task: begin, or go on after a delay; end after a delay; look whether the join is complete; give up. */
export type Timer = 'run' | 'complete' | 'join' | 'timeout';

export interface TimerFired {
  readonly kind: 'timerFired';
  readonly taskId: Id;
  readonly timer: Timer;
  /** Of the task when the timer was set: one of an earlier run means nothing. */
  readonly run: number;
  /** For people, of a time limit. */
  readonly seconds: number;
  /** Of `complete`: how the task is to end. */
  readonly outcome?: { readonly state: State; readonly stateInfo: string | null };
}

/** The time is over that the whole execution may take. */
export interface TimeLimitReached {
  readonly kind: 'timeLimitReached';
  /** For people. */
  readonly seconds: number;
}

/** Interventions: what people ask for. One that cannot be done is refused with a `UserError` and changes nothing. */
export interface ActionUpdated {
  readonly kind: 'actionUpdated';
  readonly actionExecutionId: Id;
  readonly taskId: Id;
  /** PAUSED or RUNNING; anything else is refused. */
  readonly state: State;
}

export interface Pause {
  readonly kind: 'pause';
  readonly reason: string | null;
  /** Whether nobody asked for it here, but the execution above was paused. */
  readonly isInherited?: boolean;
}

export interface Resume {
  readonly kind: 'resume';
  /** Merged into the environment. */
  readonly env: Values | null;
  /** Whether nobody asked for it here, but the execution above goes on. */
  readonly isInherited?: boolean;
}

export interface Stop {
  readonly kind: 'stop';
  readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED';
  readonly reason: string | null;
}

export interface RerunTask {
  readonly kind: 'rerunTask';
  readonly taskId: Id;
  /** Whether all items of `with-items` run again, or those that failed. */
  readonly isReset: boolean;
  readonly env: Values | null;
}

export interface SkipTask {
  readonly kind: 'skipTask';
  readonly taskId: Id;
}
