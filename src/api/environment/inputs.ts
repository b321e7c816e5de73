import { Field, ID, InputType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { Scope } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';
import { JsonScalar } from '../scalars.ts';

@InputType('CreateEnvironmentInput', { description: 'An environment whose name is not taken yet.' })
export class CreateEnvironmentInput {
  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string;

  @Field(() => JsonScalar, { description: 'The variables, as an object; at most 1 MiB.' })
  variables!: Value;

  @Field(() => String, { nullable: true, description: 'A note for people.' })
  description?: string | null;

  @Field(() => Scope, { nullable: true, defaultValue: Scope.PRIVATE, description: 'Who may see it.' })
  scope?: Scope | null;
}

@InputType('UpdateEnvironmentInput', { description: 'An environment that exists. What is not given stays as it is.' })
export class UpdateEnvironmentInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'All the variables it is to have from now on, as an object; at most 1 MiB.',
  })
  variables?: Value;

  @Field(() => String, { nullable: true, description: 'A note for people; null takes it away.' })
  description?: string | null;

  @Field(() => Scope, { nullable: true, description: 'Who may see it.' })
  scope?: Scope | null;
}

@InputType('DeleteEnvironmentInput', { description: 'Which environment to take away.' })
export class DeleteEnvironmentInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType('EnvironmentFilter', { description: 'Which environments.' })
export class EnvironmentFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;
}
