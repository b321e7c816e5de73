import { Field, ID, ObjectType } from 'type-graphql';
import { DefinitionIssue } from '../errors/DefinitionIssue.ts';
import { UserErrorType } from '../errors/UserError.ts';
import { Workflow } from './Workflow.ts';

@ObjectType('WorkflowsPayload', { description: 'The workflows as they are stored now.' })
export class WorkflowsPayload {
  @Field(() => [Workflow], { description: 'In the order of the text.' })
  workflows!: readonly Workflow[];

  /** Found when it is asked for. */
  @Field(() => [DefinitionIssue], { description: 'What is doubtful about the text, though it was stored.' })
  warnings(): readonly DefinitionIssue[] {
    return [];
  }

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('DeleteWorkflowPayload', { description: 'What was taken away.' })
export class DeleteWorkflowPayload {
  @Field(() => ID, { nullable: true, description: 'The id of what is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
