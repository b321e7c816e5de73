import { Field, ID, ObjectType } from 'type-graphql';
import { WithWarnings } from '../definition/warnings.ts';
import { UserErrorType } from '../errors/UserError.ts';
import { Workbook } from './Workbook.ts';

@ObjectType('WorkbookPayload', { description: 'The workbook as it is stored now.' })
export class WorkbookPayload extends WithWarnings {
  @Field(() => Workbook, { nullable: true, description: 'As it stands now; null where nothing was changed.' })
  workbook!: Workbook | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('DeleteWorkbookPayload', { description: 'What was taken away.' })
export class DeleteWorkbookPayload {
  @Field(() => ID, { nullable: true, description: 'The id of what is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
