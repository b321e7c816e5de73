import { Field, ID, InputType } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { State } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';
import { JsonScalar } from '../scalars.ts';

@InputType('TaskFilter', { description: 'Which tasks; all conditions have to hold.' })
export class TaskFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => [State], { nullable: true, description: 'In one of these states.' })
  state?: State[] | null;
}

@InputType('RerunTaskInput', { description: 'Which task is to run again.' })
export class RerunTaskInput {
  @Field(() => ID, { description: 'The id of the task execution, which has failed or was cancelled.' })
  id!: string;

  @Field(() => Boolean, { description: 'Whether all items of `with-items` run again, or those that failed.' })
  reset!: boolean;

  @Field(() => JsonScalar, { nullable: true, description: 'Values to put into the environment, as an object.' })
  env?: Value;
}

@InputType('SkipTaskInput', { description: 'Which task to pass over.' })
export class SkipTaskInput {
  @Field(() => ID, { description: 'The id of the task execution, which has failed.' })
  id!: string;
}
