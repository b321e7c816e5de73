import { Field, ID, InputType } from 'type-graphql';
import { DefinitionTextInput } from '../definition/DefinitionTextInput.ts';
import { Scope } from '../enums.ts';
import { StringFilterInput } from '../filters.ts';

@InputType('CreateWorkbookInput', { description: 'A workbook that does not exist yet, nor do its members.' })
export class CreateWorkbookInput extends DefinitionTextInput {
  @Field(() => Scope, { nullable: true, defaultValue: Scope.PRIVATE, description: 'Who may see it and its members.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for it and its members, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('UpdateWorkbookInput', {
  description: 'The new text of a workbook, which is found by the name in it. What is not given stays as it is.',
})
export class UpdateWorkbookInput extends DefinitionTextInput {
  @Field(() => Scope, { nullable: true, description: 'Who may see it and its members.' })
  scope?: Scope | null;

  @Field(() => [String], { nullable: true, description: 'Tags for it and its members, beside those of the text.' })
  tags?: string[] | null;
}

@InputType('DeleteWorkbookInput', { description: 'Which workbook to take away.' })
export class DeleteWorkbookInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether also where executions have not ended. They keep their text, and go on.',
  })
  force?: boolean | null;
}

@InputType('WorkbookFilter', { description: 'Which workbooks; all conditions have to hold.' })
export class WorkbookFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By namespace.' })
  namespace?: StringFilterInput | null;

  @Field(() => [String], { nullable: true, description: 'Those that have all of these tags.' })
  tags?: string[] | null;
}
