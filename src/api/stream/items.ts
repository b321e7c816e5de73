import { createUnionType, Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { Reads } from '../../persistence/reads/Reads.ts';
import type { ChangeRow } from '../../persistence/rows.ts';
import { ActionExecution } from '../action/ActionExecution.ts';
import { State } from '../enums.ts';
import { Execution } from '../execution/Execution.ts';
import { DateTimeScalar, EventCursorScalar } from '../scalars.ts';
import { TaskExecution } from '../task/TaskExecution.ts';

/** Why a stream cannot go on from where it was. */
export enum StreamResetReason {
  CURSOR_EXPIRED = 'CURSOR_EXPIRED',
  LAGGED = 'LAGGED',
}
registerEnumType(StreamResetReason, {
  name: 'StreamResetReason',
  description: 'Why a stream cannot go on from where it was.',
  valuesConfig: {
    CURSOR_EXPIRED: { description: 'What came after the cursor is no longer kept.' },
    LAGGED: { description: 'The client took its events too slowly.' },
  },
});

@ObjectType('Snapshot', {
  description: 'The execution exactly as it was at the cursor. Every change after it follows as an event.',
})
export class Snapshot {
  @Field(() => EventCursorScalar, { description: 'Where the events begin that follow.' })
  readonly cursor: string;

  @Field(() => Execution, { description: 'The execution, with all that is asked of it, at that moment.' })
  readonly execution: Execution;

  constructor(cursor: string, execution: Execution) {
    this.cursor = cursor;
    this.execution = execution;
  }
}

/** A state that became another. */
@InterfaceType('StreamEvent', { description: 'A state that became another.' })
export abstract class StreamEvent {
  @Field(() => EventCursorScalar, { description: 'Its place in the stream: go on from here.' })
  readonly cursor: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at: Date;

  @Field(() => State, { nullable: true, description: 'The state before; null where it has just been made.' })
  readonly from: State | null;

  @Field(() => State, { description: 'The state after.' })
  readonly to: State;

  protected readonly change: ChangeRow;
  protected readonly reads: Reads;

  constructor(cursor: string, change: ChangeRow, reads: Reads) {
    this.cursor = cursor;
    this.at = change.at;
    this.from = change.from_state as State | null;
    this.to = change.to_state as State;
    this.change = change;
    this.reads = reads;
  }
}

@ObjectType('ExecutionStateChanged', { implements: StreamEvent, description: 'An execution changed its state.' })
export class ExecutionStateChanged extends StreamEvent {
  @Field(() => Execution, { description: 'The execution as it is now, which may be later than this event.' })
  async execution(): Promise<Execution | null> {
    const row = await this.reads.executions.byId(this.change.entity_id);
    return row && new Execution(row, this.reads);
  }
}

@ObjectType('TaskStateChanged', { implements: StreamEvent, description: 'A task changed its state.' })
export class TaskStateChanged extends StreamEvent {
  @Field(() => TaskExecution, { description: 'The task as it is now, which may be later than this event.' })
  async task(): Promise<TaskExecution | null> {
    const row = await this.reads.tasks.byId(this.change.entity_id);
    return row && new TaskExecution(row, this.reads);
  }
}

@ObjectType('ActionStateChanged', { implements: StreamEvent, description: 'A run of an action changed its state.' })
export class ActionStateChanged extends StreamEvent {
  @Field(() => ActionExecution, { description: 'The run as it is now, which may be later than this event.' })
  async action(): Promise<ActionExecution | null> {
    const row = await this.reads.actions.byId(this.change.entity_id);
    return row && new ActionExecution(row, this.reads);
  }
}

@ObjectType('StreamReset', {
  description: 'The stream cannot go on from where it was, and ends: read again, or go on from the cursor.',
})
export class StreamReset {
  @Field(() => EventCursorScalar, {
    description: 'The last place that was told; where that is too old, the place where what is read now stands.',
  })
  readonly cursor: string;

  @Field(() => StreamResetReason, { description: 'Why.' })
  readonly reason: StreamResetReason;

  constructor(cursor: string, reason: StreamResetReason) {
    this.cursor = cursor;
    this.reason = reason;
  }
}

@ObjectType('Heartbeat', { description: 'Nothing has happened up to here. Moves the cursor on.' })
export class Heartbeat {
  @Field(() => EventCursorScalar, { description: 'Everything up to here has been told.' })
  readonly cursor: string;

  constructor(cursor: string) {
    this.cursor = cursor;
  }
}

/** What an execution's stream is made of. */
export const ExecutionStreamItem = createUnionType({
  name: 'ExecutionStreamItem',
  description: "What an execution's stream is made of.",
  types: () => [Snapshot, ExecutionStateChanged, TaskStateChanged, ActionStateChanged, StreamReset, Heartbeat] as const,
});
export type ExecutionStreamItem = typeof ExecutionStreamItem;
