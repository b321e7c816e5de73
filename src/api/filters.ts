import { Field, InputType } from 'type-graphql';
import type { Value } from '../base/json.ts';
import type { ColumnFilter, StringFilter } from '../persistence/reads/filters.ts';
import { DateTimeScalar, JsonScalar } from './scalars.ts';

const IS_NULL = { nullable: true, description: 'Whether there is none.' };

/** Conditions on a text. */
@InputType('StringFilter', {
  description: 'Conditions on a text; all that are given have to hold. Case counts, and code points make the order.',
})
export class StringFilterInput implements StringFilter {
  @Field(() => String, { nullable: true, description: 'Is this.' })
  eq?: string | null;

  @Field(() => String, { nullable: true, description: 'Is not this.' })
  neq?: string | null;

  @Field(() => String, { nullable: true, description: 'Comes after this.' })
  gt?: string | null;

  @Field(() => String, { nullable: true, description: 'Is this, or comes after it.' })
  gte?: string | null;

  @Field(() => String, { nullable: true, description: 'Comes before this.' })
  lt?: string | null;

  @Field(() => String, { nullable: true, description: 'Is this, or comes before it.' })
  lte?: string | null;

  @Field(() => [String], { nullable: true, description: 'Is one of these.' })
  in?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Is none of these.' })
  notIn?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Has this somewhere.' })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'Begins with this.' })
  startsWith?: string | null;

  @Field(() => Boolean, IS_NULL)
  isNull?: boolean | null;
}

/** Conditions on a moment. */
@InputType('DateTimeFilter', { description: 'Conditions on a moment; all that are given have to hold.' })
export class DateTimeFilterInput implements ColumnFilter<Date> {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Is this.' })
  eq?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Is not this.' })
  neq?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Is later.' })
  gt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Is this or later.' })
  gte?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Is earlier.' })
  lt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Is this or earlier.' })
  lte?: Date | null;

  @Field(() => [DateTimeScalar], { nullable: true, description: 'Is one of these.' })
  in?: Date[] | null;

  @Field(() => [DateTimeScalar], { nullable: true, description: 'Is none of these.' })
  notIn?: Date[] | null;

  @Field(() => Boolean, IS_NULL)
  isNull?: boolean | null;
}

/** Conditions on what is inside a JSON value. */
@InputType('JsonFilter', {
  description:
    'Conditions on one place inside a JSON value; all that are given have to hold. Texts, numbers, true, false and null can be compared, each with its like. Read row by row: ask for something else besides where there are many rows.',
})
export class JsonFilterInput {
  @Field(() => [String], { description: 'Keys of objects and indices of lists, from the root.' })
  path!: string[];

  @Field(() => JsonScalar, { nullable: true, description: 'Is this; null is a value too.' })
  eq?: Value;

  @Field(() => JsonScalar, { nullable: true, description: 'Is there, and is not this.' })
  neq?: Value;

  @Field(() => JsonScalar, { nullable: true, description: 'Is more.' })
  gt?: Value;

  @Field(() => JsonScalar, { nullable: true, description: 'Is this or more.' })
  gte?: Value;

  @Field(() => JsonScalar, { nullable: true, description: 'Is less.' })
  lt?: Value;

  @Field(() => JsonScalar, { nullable: true, description: 'Is this or less.' })
  lte?: Value;

  @Field(() => [JsonScalar], { nullable: true, description: 'Is one of these.' })
  in?: Value[] | null;

  @Field(() => [JsonScalar], { nullable: true, description: 'Is there, and is none of these.' })
  notIn?: Value[] | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Is a list that has this.' })
  has?: Value;

  @Field(() => Boolean, { nullable: true, description: 'Whether there is no such place.' })
  isMissing?: boolean | null;
}
