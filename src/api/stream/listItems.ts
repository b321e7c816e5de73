import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Execution } from '../execution/Execution.ts';
import { DateTimeScalar, EventCursorScalar } from '../scalars.ts';
import { Heartbeat, StreamReset } from './items.ts';

/** What a change of an execution means to a list. */
export enum ListChange {
  ENTERED = 'ENTERED',
  UPDATED = 'UPDATED',
  LEFT = 'LEFT',
}
registerEnumType(ListChange, {
  name: 'ListChange',
  description: 'What a change of an execution means to a list.',
  valuesConfig: {
    ENTERED: { description: 'It has come into the list: it is new, or the filter holds now.' },
    UPDATED: { description: 'It is in the list and was before.' },
    LEFT: { description: 'It was in the list, and the filter holds no more.' },
  },
});

@ObjectType('ExecutionsSnapshot', {
  description: 'The list exactly as it was at the cursor. Every change after it follows.',
})
export class ExecutionsSnapshot {
  @Field(() => EventCursorScalar, { description: 'Where the changes begin that follow.' })
  readonly cursor: string;

  @Field(() => [Execution], { description: 'The newest of them, 200 at most; `executions` lists the others.' })
  readonly executions: readonly Execution[];

  @Field(() => Int, { description: 'How many there are in the whole list.' })
  readonly totalCount: number;

  constructor(cursor: string, executions: readonly Execution[], totalCount: number) {
    this.cursor = cursor;
    this.executions = executions;
    this.totalCount = totalCount;
  }
}

@ObjectType('ExecutionListChange', { description: 'A row of the list comes, changes its state, or goes.' })
export class ExecutionListChange {
  @Field(() => EventCursorScalar, { description: 'Its place in the stream: go on from here.' })
  readonly cursor: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at: Date;

  @Field(() => ListChange, { description: 'What it means to the list.' })
  readonly change: ListChange;

  @Field(() => Execution, { description: 'The execution as it is now, which may be later than this event.' })
  readonly execution: Execution;

  @Field(() => Int, { description: 'How many there are in the whole list after it.' })
  readonly totalCount: number;

  constructor(change: ExecutionListChange) {
    this.cursor = change.cursor;
    this.at = change.at;
    this.change = change.change;
    this.execution = change.execution;
    this.totalCount = change.totalCount;
  }
}

/** What the stream of a list is made of. */
export const ExecutionsStreamItem = createUnionType({
  name: 'ExecutionsStreamItem',
  description: 'What the stream of a list is made of.',
  types: () => [ExecutionsSnapshot, ExecutionListChange, StreamReset, Heartbeat] as const,
});
export type ExecutionsStreamItem = typeof ExecutionsStreamItem;
