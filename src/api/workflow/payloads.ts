import { Field, ID, ObjectType } from 'type-graphql';
import { WithWarnings } from '../definition/warnings.ts';
import { UserErrorType } from '../errors/UserError.ts';
import { Workflow } from './Workflow.ts';

@ObjectType('WorkflowsPayload', { description: 'The workflows as they are stored now.' })
export class WorkflowsPayload extends WithWarnings {
  @Field(() => [Workflow], { description: 'In the order of the text.' })
  workflows!: readonly Workflow[];

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
