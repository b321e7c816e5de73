import type { Id } from '../base/ids.ts';
import type { Value } from '../base/json.ts';

/** What happened to an execution. Seen twice or too late, an event decides nothing. */
export type Event = ExecutionStarted | ActionCompleted;

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
  readonly state: 'SUCCESS' | 'ERROR' | 'CANCELLED';
  /** The bare result; of a failed action what expressions see in its place. */
  readonly output: Value;
}
