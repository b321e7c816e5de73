import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { messageOf, UserError } from '../../base/errors.ts';
import type { Value } from '../../base/json.ts';
import type { ApiContext } from '../ApiParts.ts';
import { JsonScalar } from '../scalars.ts';

@ObjectType('EvaluationResult', { description: 'What an expression gives, or why it gives nothing.' })
export class EvaluationResult {
  @Field(() => JsonScalar, { nullable: true, description: 'The value; null as well where there is an error.' })
  value!: Value;

  @Field(() => String, { nullable: true, description: 'What is wrong with the expression; null where nothing is.' })
  error!: string | null;
}

/** Expressions that belong to no execution. */
@Resolver()
export class EvaluationResolver {
  @Query(() => EvaluationResult, {
    description: 'Evaluates one string that may hold YAQL or Jinja expressions, or nested JSON of such strings.',
  })
  evaluate(
    @Ctx() { parts }: ApiContext,
    @Arg('expression', () => JsonScalar, { description: 'The expression, or JSON with expressions in its strings.' })
    expression: Value,
    @Arg('data', () => JsonScalar, { nullable: true, description: 'What it looks at: `$` in YAQL, `_` in Jinja.' })
    data?: Value,
  ): EvaluationResult {
    try {
      return { value: parts.engine.evaluate(expression, data ?? null), error: null };
    } catch (error) {
      if (error instanceof UserError) return { value: null, error: messageOf(error) };
      throw error;
    }
  }
}
