import { Field, ObjectType } from 'type-graphql';
import { UserErrorType } from '../errors/UserError.ts';
import { ActionExecution } from './ActionExecution.ts';

@ObjectType('ActionExecutionPayload', { description: 'The action execution a mutation was about.' })
export class ActionExecutionPayload {
  @Field(() => ActionExecution, { nullable: true, description: 'As it stands now.' })
  actionExecution!: ActionExecution | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
