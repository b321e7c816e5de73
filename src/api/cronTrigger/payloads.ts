import { Field, ID, ObjectType } from 'type-graphql';
import { UserErrorType } from '../errors/UserError.ts';
import { Execution } from '../execution/Execution.ts';
import { DateTimeScalar } from '../scalars.ts';
import { CronTrigger } from './CronTrigger.ts';

@ObjectType('CronTriggerPayload', { description: 'The cron trigger a mutation was about.' })
export class CronTriggerPayload {
  @Field(() => CronTrigger, { nullable: true, description: 'As it stands now; null where nothing was changed.' })
  cronTrigger!: CronTrigger | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('DeleteCronTriggerPayload', { description: 'What was taken away.' })
export class DeleteCronTriggerPayload {
  @Field(() => ID, { nullable: true, description: 'The id of what is gone.' })
  deletedId!: string | null;

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}

@ObjectType('BackfillCronTriggerPayload', { description: 'What was started for the times of a range.' })
export class BackfillCronTriggerPayload {
  @Field(() => [Execution], { description: 'The executions that were started, in the order of their times.' })
  executions!: readonly Execution[];

  @Field(() => [DateTimeScalar], { description: 'Times that wait until the execution before has ended.' })
  waitingTimes!: readonly Date[];

  @Field(() => [UserErrorType], { description: 'Why nothing was changed; empty where it was.' })
  errors!: readonly UserErrorType[];
}
