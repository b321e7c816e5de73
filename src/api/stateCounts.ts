import { Field, Int, ObjectType } from 'type-graphql';
import type { StateCountRow } from '../persistence/reads/RunReads.ts';
import { State } from './enums.ts';

@ObjectType('StateCount', { description: 'How many things are in a state.' })
export class StateCount {
  @Field(() => State, { description: 'The state.' })
  readonly state: State;

  @Field(() => Int, { description: 'How many.' })
  readonly count: number;

  constructor({ state, count }: StateCountRow) {
    this.state = state as State;
    this.count = count;
  }
}

@ObjectType('StateCounts', { description: 'How many things there are, and in which states.' })
export class StateCounts {
  @Field(() => Int, { description: 'How many there are.' })
  readonly total: number;

  @Field(() => [StateCount], { description: 'How many of them in each state that some are in.' })
  readonly states: readonly StateCount[];

  constructor(rows: readonly StateCountRow[]) {
    this.total = rows.reduce((sum, { count }) => sum + count, 0);
    this.states = Object.values(State).flatMap((state) => {
      const row = rows.find((each) => each.state === state);
      return row ? [new StateCount(row)] : [];
    });
  }
}
