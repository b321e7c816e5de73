import { Field, ID, ObjectType } from 'type-graphql';
import { UserErrorType } from '../errors/UserError.ts';
import { Environment } from './Environment.ts';

@ObjectType('EnvironmentPayload', { description: 'The environment as it is stored now.' })
export class EnvironmentPayload {
  @Field(() => Environment, { nullable: true, description: 'As it stands now; null where nothing was changed.' })
  environment!: Environment | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('DeleteEnvironmentPayload', { description: 'What was taken away.' })
export class DeleteEnvironmentPayload {
  @Field(() => ID, { nullable: true, description: 'The id of what is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
