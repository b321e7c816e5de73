import { Field, InputType } from 'type-graphql';
import { State } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';

@InputType('TaskFilter', { description: 'Which tasks; all conditions have to hold.' })
export class TaskFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => [State], { nullable: true, description: 'In one of these states.' })
  state?: State[] | null;
}
