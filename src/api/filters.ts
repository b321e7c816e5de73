import { Field, InputType } from 'type-graphql';
import type { StringFilter } from '../persistence/reads/filters.ts';

/** Conditions on a text. */
@InputType('StringFilter', { description: 'Conditions on a text; all that are given have to hold. Case counts.' })
export class StringFilterInput implements StringFilter {
  @Field(() => String, { nullable: true, description: 'Is this.' })
  eq?: string | null;

  @Field(() => String, { nullable: true, description: 'Is not this.' })
  neq?: string | null;

  @Field(() => [String], { nullable: true, description: 'Is one of these.' })
  in?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Is none of these.' })
  notIn?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Has this somewhere.' })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'Begins with this.' })
  startsWith?: string | null;
}
