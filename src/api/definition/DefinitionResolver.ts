import { Arg, Ctx, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '../ApiParts.ts';
import { DefinitionKind } from '../enums.ts';
import { DefinitionIssue } from '../errors/DefinitionIssue.ts';

@ObjectType('ValidationReport', { description: 'What is wrong with a definition.' })
export class ValidationReport {
  @Field(() => Boolean, { description: 'Whether it would be accepted.' })
  valid!: boolean;

  @Field(() => [DefinitionIssue], { description: 'Everything found, errors first.' })
  issues!: readonly DefinitionIssue[];
}

/** Definitions that are not stored. */
@Resolver()
export class DefinitionResolver {
  @Query(() => ValidationReport, { description: 'Checks a definition without storing it.' })
  validate(
    @Ctx() { parts }: ApiContext,
    @Arg('kind', () => DefinitionKind, { description: 'What the text defines.' }) kind: DefinitionKind,
    @Arg('definition', () => String, { description: 'YAML.' }) definition: string,
  ): ValidationReport {
    const problems = parts.check(kind, definition);
    return {
      valid: !problems.some(({ severity }) => severity === 'ERROR'),
      issues: problems.map((problem) => new DefinitionIssue(problem)),
    };
  }
}
