import { Field, ObjectType } from 'type-graphql';
import { UserErrorType } from '../errors/UserError.ts';
import { Execution } from './Execution.ts';

@ObjectType('ExecutionPayload', { description: 'The execution a mutation was about.' })
export class ExecutionPayload {
  @Field(() => Execution, { nullable: true, description: 'As it stands now.' })
  execution!: Execution | null;

  @Field(() => Boolean, { description: 'Whether an earlier request with the same idempotency key had started it.' })
  replayed!: boolean;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
