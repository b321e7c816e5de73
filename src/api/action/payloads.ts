import { Field, ID, ObjectType } from 'type-graphql';
import { WithWarnings } from '../definition/warnings.ts';
import { UserErrorType } from '../errors/UserError.ts';
import { Action } from './Action.ts';
import { ActionExecution } from './ActionExecution.ts';

@ObjectType('ActionExecutionPayload', { description: 'The action execution a mutation was about.' })
export class ActionExecutionPayload {
  @Field(() => ActionExecution, { nullable: true, description: 'As it stands now.' })
  actionExecution!: ActionExecution | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('ActionsPayload', { description: 'The ad-hoc actions as they are stored now.' })
export class ActionsPayload extends WithWarnings {
  @Field(() => [Action], { description: 'In the order of the text.' })
  actions!: readonly Action[];

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('DeleteActionPayload', { description: 'What was taken away.' })
export class DeleteActionPayload {
  @Field(() => ID, { nullable: true, description: 'The id of what is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
