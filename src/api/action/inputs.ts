import { Field, ID, InputType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { State } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';
import { JsonScalar } from '../scalars.ts';

@InputType('CompleteActionInput', { description: 'The result of an asynchronous action.' })
export class CompleteActionInput {
  @Field(() => ID, { description: 'The id of the action execution.' })
  id!: string;

  @Field(() => State, { description: 'How it ended: SUCCESS, ERROR or CANCELLED.' })
  state!: State;

  @Field(() => JsonScalar, { nullable: true, description: 'The bare result.' })
  output?: Value;
}

@InputType('ActionFilter', { description: 'Which actions.' })
export class ActionFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;
}

@InputType('UpdateActionInput', { description: 'An action under way that is held, or goes on.' })
export class UpdateActionInput {
  @Field(() => ID, { description: 'The id of the action execution.' })
  id!: string;

  @Field(() => State, { description: 'PAUSED or RUNNING.' })
  state!: State;
}
