import { Field, ID, InputType, Int } from 'type-graphql';
import type { Value } from '../../base/json.ts';
import { State } from '../enums.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';

@InputType('ExecutionParams', { description: 'How an execution is to run, beside its input.' })
export class ExecutionParams {
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The environment: an object, or the name of a stored environment.',
  })
  env?: Value;

  @Field(() => String, { nullable: true, description: 'The target task of a reverse workflow.' })
  taskName?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether expressions in the environment are evaluated at the start; they see the environment alone.',
  })
  evaluateEnv?: boolean | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Further parameters, as an object; expressions read them by `execution().params`.',
  })
  extra?: Value;
}

@InputType('StartExecutionInput', { description: 'What to run, and with what.' })
export class StartExecutionInput {
  @Field(() => String, {
    description: 'The name or the id of a workflow; with `source`, empty means the workflow of that.',
  })
  workflow!: string;

  @Field(() => Int, { nullable: true, description: 'A revision that the workflow has had; the newest unless given.' })
  revision?: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'An execution to start from: its input, parameters and description hold wherever others are not given. Of input, parameters and environment, what is given replaces what has the same name.',
  })
  source?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When to begin; at once where that is past. Until then the execution is IDLE: it may be cancelled, and `resumeExecution` begins it at once.',
  })
  startAt?: Date | null;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'Where the name counts.' })
  namespace?: string | null;

  @Field(() => JsonScalar, { nullable: true, description: 'The input of the workflow, as an object.' })
  input?: Value;

  @Field(() => ExecutionParams, { nullable: true, description: 'How it is to run.' })
  params?: ExecutionParams | null;

  @Field(() => String, { nullable: true, description: 'A note for people.' })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'At most 255 characters. Of requests with the same key only the first starts an execution, and the others are answered with it; with another content they are a CONFLICT.',
  })
  idempotencyKey?: string | null;
}

@InputType('ChangeExecutionInput', { description: 'Which execution, and why.' })
export class ChangeExecutionInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'A note for people; becomes its `stateInfo`.' })
  reason?: string | null;
}

@InputType('StopExecutionInput', { description: 'Which execution to end at once, and how.' })
export class StopExecutionInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => State, { description: 'SUCCESS, ERROR or CANCELLED.' })
  state!: State;

  @Field(() => String, { nullable: true, description: 'A note for people; becomes its `stateInfo`.' })
  reason?: string | null;
}

@InputType('ResumeExecutionInput', { description: 'Which execution is to go on.' })
export class ResumeExecutionInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Values to put into its environment, as an object.' })
  env?: Value;
}
