import { Field, ID, InputType, Int } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { Scope } from '../enums.ts';
import { ExecutionParams } from '../execution/inputs.ts';
import { StringFilterInput } from '../filters.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';
import { CronTriggerState, MissedPolicy, OverlapPolicy } from './enums.ts';

/** What may be said of a trigger whether it is new or there already: absent is nothing, or as it is. */
@InputType()
export abstract class CronTriggerInput {
  @Field(() => JsonScalar, { nullable: true, description: 'The input of its executions, as an object.' })
  input?: Value;

  @Field(() => ExecutionParams, {
    nullable: true,
    description: 'How its executions are to run. A stored environment is read anew for each.',
  })
  params?: ExecutionParams | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Five fields (minute, hour, day of month, month, day of week), six with seconds in front, or an alias such as `@daily`.',
  })
  pattern?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first time, whether the pattern has it or not; without a pattern, the only one.',
  })
  firstExecutionTime?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Nothing fires before.' })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Nothing fires after.' })
  endsAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many times it fires; null is any number.' })
  remainingExecutions?: number | null;
}

@InputType('CreateCronTriggerInput', { description: 'A cron trigger whose name is not taken yet.' })
export class CreateCronTriggerInput extends CronTriggerInput {
  @Field(() => String, { description: 'At most 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'The name or the id of the workflow that it starts.' })
  workflow!: string;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Where the name counts.' })
  namespace?: string | null;

  @Field(() => String, { nullable: true, description: 'A note for people; its executions get it as theirs.' })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'UTC',
    description: 'The time zone in which the pattern counts, by its IANA name.',
  })
  timeZone?: string | null;

  @Field(() => MissedPolicy, {
    nullable: true,
    defaultValue: MissedPolicy.LAST,
    description: 'What is done about missed times.',
  })
  missed?: MissedPolicy | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 100,
    description: 'How many missed times are made up for at once under `ALL`, the last ones; 1,000 at most.',
  })
  missedLimit?: number | null;

  @Field(() => OverlapPolicy, {
    nullable: true,
    defaultValue: OverlapPolicy.ALLOW,
    description: 'What is done while an execution of it is still under way.',
  })
  overlap?: OverlapPolicy | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description:
      'It fires later than its times by up to so many seconds; 86,400 at most, and never after its next time.',
  })
  jitterSeconds?: number | null;

  @Field(() => Scope, { nullable: true, defaultValue: Scope.PRIVATE, description: 'Who may see it.' })
  scope?: Scope | null;
}

@InputType('UpdateCronTriggerInput', {
  description: 'A cron trigger that exists. What is not given stays as it is; null takes away what may be absent.',
})
export class UpdateCronTriggerInput extends CronTriggerInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => Int, { nullable: true, description: 'The version it has to have: another one is a CONFLICT.' })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The name or the id of the workflow that it starts.' })
  workflow?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the name counts.' })
  namespace?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A note for people; its executions get it as theirs. Null takes it away.',
  })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'The time zone in which the pattern counts, by its IANA name.' })
  timeZone?: string | null;

  @Field(() => MissedPolicy, { nullable: true, description: 'What is done about missed times.' })
  missed?: MissedPolicy | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many missed times are made up for at once under `ALL`, the last ones; 1,000 at most.',
  })
  missedLimit?: number | null;

  @Field(() => OverlapPolicy, {
    nullable: true,
    description: 'What is done while an execution of it is still under way.',
  })
  overlap?: OverlapPolicy | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'It fires later than its times by up to so many seconds; 86,400 at most, and never after its next time.',
  })
  jitterSeconds?: number | null;

  @Field(() => Scope, { nullable: true, description: 'Who may see it.' })
  scope?: Scope | null;
}

@InputType('CronTriggerIdInput', { description: 'Which cron trigger.' })
export class CronTriggerIdInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}

@InputType('BackfillCronTriggerInput', { description: 'Which cron trigger, and from when to when.' })
export class BackfillCronTriggerInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => DateTimeScalar, { description: 'The first moment; a time at it counts.' })
  from!: Date;

  @Field(() => DateTimeScalar, { description: 'The last moment; a time at it counts. Not in the future.' })
  to!: Date;
}

@InputType('CronTriggerFilter', { description: 'Which cron triggers; all conditions have to hold.' })
export class CronTriggerFilter {
  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By the name of the workflow.' })
  workflowName?: StringFilterInput | null;

  @Field(() => [CronTriggerState], { nullable: true, description: 'In one of these states.' })
  state?: CronTriggerState[] | null;
}
