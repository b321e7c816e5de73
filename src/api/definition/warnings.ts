import { Field, ObjectType } from 'type-graphql';
import type { DefinitionKind } from '../../lang/kindOf.ts';
import type { ApiParts } from '../ApiParts.ts';
import { DefinitionIssue } from '../errors/DefinitionIssue.ts';

interface Warnings {
  /** Found when they are asked for. */
  readonly warnings: () => readonly DefinitionIssue[];
}

/** What every payload says of a text that was stored. No type of its own. */
@ObjectType()
export abstract class WithWarnings {
  @Field(() => [DefinitionIssue], { description: 'What is doubtful about the text, though it was stored.' })
  warnings(): readonly DefinitionIssue[] {
    return [];
  }
}

/** Of a payload that stored nothing. */
export const NO_WARNINGS: Warnings = { warnings: () => [] };

export function warningsOf({ check }: Pick<ApiParts, 'check'>, kind: DefinitionKind, text: string): Warnings {
  return { warnings: () => check(kind, text).map((problem) => new DefinitionIssue(problem)) };
}
