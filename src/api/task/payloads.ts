import { Field, ObjectType } from 'type-graphql';
import { UserErrorType } from '../errors/UserError.ts';
import { TaskExecution } from './TaskExecution.ts';

@ObjectType('TaskPayload', { description: 'The task execution a mutation was about.' })
export class TaskPayload {
  @Field(() => TaskExecution, { nullable: true, description: 'As it stands now.' })
  taskExecution!: TaskExecution | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
