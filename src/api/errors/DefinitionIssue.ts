import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Problem } from '../../base/errors.ts';

/** How bad an issue is. */
export enum IssueSeverity {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
}
registerEnumType(IssueSeverity, {
  name: 'IssueSeverity',
  description: 'How bad an issue is.',
  valuesConfig: {
    ERROR: { description: 'The definition is not accepted.' },
    WARNING: { description: 'The definition is accepted, and probably does not do what was meant.' },
  },
});

/** One thing wrong or doubtful in a definition. */
@ObjectType('DefinitionIssue', { description: 'One thing wrong or doubtful in a definition.' })
export class DefinitionIssue {
  @Field(() => String, { description: 'What is wrong, for people.' })
  readonly message: string;

  @Field(() => String, { nullable: true, description: 'What might put it right.' })
  readonly hint: string | null;

  @Field(() => Int, { description: 'The line of the text, from 1.' })
  readonly line: number;

  @Field(() => Int, { description: 'The character of the line, from 1.' })
  readonly column: number;

  @Field(() => [String], { description: 'Keys and indices from the root of the document to the place.' })
  readonly yamlPath: readonly string[];

  @Field(() => IssueSeverity, { description: 'How bad it is.' })
  readonly severity: IssueSeverity;

  constructor({ message, hint, line, column, path, severity }: Problem) {
    this.message = message;
    this.hint = hint ?? null;
    this.line = line;
    this.column = column;
    this.yamlPath = path;
    this.severity = IssueSeverity[severity];
  }
}
