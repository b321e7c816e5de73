import { Field, ID, InputType } from 'type-graphql';
import { DefinitionTextInput } from '../definition/DefinitionTextInput.ts';
import { Scope } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';

@InputType('CreateWorkflowsInput', { description: 'A text with one or more workflows, none of which exists yet.' })
export class CreateWorkflowsInput extends DefinitionTextInput {
  @Field(() => Scope, { nullable: true, defaultValue: Scope.PRIVATE, description: 'Who may see them.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for each of them, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('UpdateWorkflowsInput', {
  description: 'A text with one or more workflows that exist. What is not given stays as it is.',
})
export class UpdateWorkflowsInput extends DefinitionTextInput {
  @Field(() => Scope, { nullable: true, description: 'Who may see them.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for each of them, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('DeleteWorkflowInput', { description: 'Which workflow to take away.' })
export class DeleteWorkflowInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether also where executions have not ended. They keep their text, and go on.',
  })
  force?: boolean | null;
}

@InputType('WorkflowFilter', { description: 'Which workflows; all conditions have to hold.' })
export class WorkflowFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By namespace.' })
  namespace?: StringFilterInput | null;

  @Field(() => [String], { nullable: true, description: 'Those that have all of these tags.' })
  tags?: string[] | null;
}
