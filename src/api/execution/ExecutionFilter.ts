import { Field, ID, InputType } from 'type-graphql';
import { allOf, type Condition, isNull, not } from '../../persistence/reads/Condition.ts';
import { amongCondition, columnCondition, sameCondition } from '../../persistence/reads/filters.ts';
import { createdCondition } from '../createdCondition.ts';
import { State } from '../enums.ts';
import { DateTimeFilterInput, JsonFilterInput, StringFilterInput } from '../filters.ts';
import { jsonCondition } from '../jsonCondition.ts';
import { DateTimeScalar } from '../scalars.ts';

@InputType('ExecutionFilter', { description: 'Which executions; all conditions have to hold.' })
export class ExecutionFilter {
  @Field(() => [ID], { nullable: true, description: 'With one of these ids.' })
  ids?: string[] | null;

  @Field(() => [State], { nullable: true, description: 'In one of these states.' })
  state?: State[] | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By the name of the workflow.' })
  workflowName?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By the namespace of that name.' })
  workflowNamespace?: StringFilterInput | null;

  @Field(() => ID, { nullable: true, description: 'Of this workflow, in any of its revisions.' })
  workflowId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this tree.' })
  rootId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Run by this task.' })
  parentTaskId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Started by this trigger.' })
  triggerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is at the top of its tree.' })
  isRoot?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether its result counts.' })
  accepted?: boolean | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By what whoever started it wrote about it.' })
  description?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By why it stands where it does.' })
  stateInfo?: StringFilterInput | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Started at this moment or later.' })
  createdAfter?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Started before this moment.' })
  createdBefore?: Date | null;

  @Field(() => DateTimeFilterInput, { nullable: true, description: 'By when it was started.' })
  createdAt?: DateTimeFilterInput | null;

  @Field(() => DateTimeFilterInput, { nullable: true, description: 'By when it last changed.' })
  updatedAt?: DateTimeFilterInput | null;

  @Field(() => DateTimeFilterInput, { nullable: true, description: 'By when it ended.' })
  finishedAt?: DateTimeFilterInput | null;

  @Field(() => [JsonFilterInput], { nullable: true, description: 'By places in its input.' })
  input?: JsonFilterInput[] | null;

  @Field(() => [JsonFilterInput], { nullable: true, description: 'By places in its output.' })
  output?: JsonFilterInput[] | null;

  @Field(() => [JsonFilterInput], { nullable: true, description: 'By places in its parameters.' })
  params?: JsonFilterInput[] | null;

  @Field(() => [JsonFilterInput], { nullable: true, description: 'By places in its environment.' })
  env?: JsonFilterInput[] | null;

  @Field(() => [ExecutionFilter], { nullable: true, description: 'All of these hold as well.' })
  and?: ExecutionFilter[] | null;

  @Field(() => [ExecutionFilter], { nullable: true, description: 'At least one of these holds as well.' })
  or?: ExecutionFilter[] | null;

  @Field(() => ExecutionFilter, { nullable: true, description: 'This does not hold.' })
  not?: ExecutionFilter | null;
}

/** What a filter says of rows of executions. */
export function executionCondition(filter: ExecutionFilter | null | undefined): Condition {
  if (!filter) return allOf();
  return allOf(
    amongCondition('id', filter.ids),
    amongCondition('state', filter.state),
    columnCondition('workflow_name', filter.workflowName),
    columnCondition('workflow_namespace', filter.workflowNamespace),
    sameCondition('workflow_id', filter.workflowId),
    sameCondition('root_id', filter.rootId),
    sameCondition('parent_task_id', filter.parentTaskId),
    sameCondition('trigger_id', filter.triggerId),
    rootCondition(filter.isRoot),
    sameCondition('accepted', filter.accepted),
    columnCondition('description', filter.description),
    columnCondition('state_info', filter.stateInfo),
    createdCondition(filter),
    columnCondition('updated_at', filter.updatedAt),
    columnCondition('finished_at', filter.finishedAt),
    jsonCondition('input', filter.input),
    jsonCondition('output', filter.output),
    jsonCondition('params', filter.params),
    jsonCondition('params', filter.env, ['env']),
    allOf(...(filter.and ?? []).map(executionCondition)),
    filter.or ? { kind: 'or', of: filter.or.map(executionCondition) } : allOf(),
    filter.not ? not(executionCondition(filter.not)) : allOf(),
  );
}

function rootCondition(isRoot: boolean | null | undefined): Condition {
  if (isRoot == null) return allOf();
  return isRoot ? isNull('parent_task_id') : not(isNull('parent_task_id'));
}
