import type { Id } from '../base/ids.ts';
import type { ActionFacts, ExecutionFacts, TaskFacts, Values } from './Facts.ts';
import type { State } from './State.ts';

/** What a turn altered, and what others must now do. Plain data. */
export interface Decision {
  /** The execution as it now is, where it changed. */
  readonly execution: ExecutionFacts | null;
  readonly newTasks: readonly TaskFacts[];
  readonly changedTasks: readonly TaskFacts[];
  readonly newActions: readonly ActionFacts[];
  /** In the order in which they happened. */
  readonly changes: readonly Change[];
  readonly commands: readonly Command[];
}

/** One state that became another; goes to the change log and to subscribers. */
export interface Change {
  readonly kind: 'EXECUTION' | 'TASK' | 'ACTION';
  readonly entityId: Id;
  readonly from: State | null;
  readonly to: State;
  readonly stateInfo: string | null;
}

/** What someone else must now do. */
export type Command = RunAction;

export interface RunAction {
  readonly kind: 'runAction';
  readonly actionExecutionId: Id;
  readonly taskId: Id;
  readonly action: string;
  readonly input: Values;
}
