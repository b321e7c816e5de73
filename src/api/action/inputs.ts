import { Field, ID, InputType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { Scope, State } from '../enums.ts';
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

@InputType('CreateActionsInput', { description: 'A text with one or more ad-hoc actions, none of which exists yet.' })
export class CreateActionsInput {
  @Field(() => String, { description: 'YAML, workflow language version 2.0.' })
  definition!: string;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Where the names count.' })
  namespace?: string | null;

  @Field(() => Scope, { nullable: true, defaultValue: Scope.PRIVATE, description: 'Who may see them.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for each of them, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('UpdateActionsInput', {
  description: 'A text with one or more ad-hoc actions that exist. What is not given stays as it is.',
})
export class UpdateActionsInput {
  @Field(() => String, { description: 'YAML, workflow language version 2.0.' })
  definition!: string;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Where the names count.' })
  namespace?: string | null;

  @Field(() => Scope, { nullable: true, description: 'Who may see them.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for each of them, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('DeleteActionInput', { description: 'Which ad-hoc action to take away.' })
export class DeleteActionInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType('ActionFilter', { description: 'Which actions; all conditions have to hold.' })
export class ActionFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By namespace; that of plugins is the empty one.' })
  namespace?: StringFilterInput | null;

  @Field(() => [String], { nullable: true, description: 'Those that have all of these tags.' })
  tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Those of plugins, or those of definitions.' })
  isSystem?: boolean | null;
}

@InputType('UpdateActionInput', { description: 'An action under way that is held, or goes on.' })
export class UpdateActionInput {
  @Field(() => ID, { description: 'The id of the action execution.' })
  id!: string;

  @Field(() => State, { description: 'PAUSED or RUNNING.' })
  state!: State;
}
