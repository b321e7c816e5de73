import { Field, ID, Int, ObjectType } from 'type-graphql';
import { parseJson, type Value } from '../../base/json.ts';
import { namedValues } from '../../base/namedValues.ts';
import type { LightExecution, Reads } from '../../persistence/reads/Reads.ts';
import type { ExecutionRow } from '../../persistence/rows.ts';
import { connectionOf } from '../connection.ts';
import { State } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';
import { TriggeredBy } from './TriggeredBy.ts';

/** One run of a workflow. */
@ObjectType('Execution', { implements: Node, description: 'One run of a workflow.' })
export class Execution implements Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id: string;

  @Field(() => ID, { description: 'The workflow that runs.' })
  readonly workflowId: string;

  @Field(() => String, { description: 'The name of the workflow that runs.' })
  readonly workflowName: string;

  @Field(() => String, { description: 'The namespace of that name.' })
  readonly workflowNamespace: string;

  @Field(() => Int, { description: 'The revision of the workflow it started with, and keeps.' })
  readonly workflowRevision: number;

  @Field(() => State, { description: 'Where it stands.' })
  readonly state: State;

  @Field(() => String, { nullable: true, description: 'Why it stands there, where there is something to say.' })
  readonly stateInfo: string | null;

  @Field(() => String, { nullable: true, description: 'What whoever started it wrote about it.' })
  readonly description: string | null;

  @Field(() => ID, { description: 'The execution at the top of the tree; its own id where it is that.' })
  readonly rootId: string;

  @Field(() => ID, { nullable: true, description: 'The task that runs it as a sub-workflow.' })
  readonly parentTaskId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of a sub-workflow under `with-items`: the index of its item, from 0.',
  })
  readonly index: number | null;

  @Field(() => Boolean, { description: 'Of a sub-workflow: whether its result counts.' })
  readonly accepted: boolean;

  @Field(() => TriggeredBy, { nullable: true, description: 'The trigger that started it, where it was one.' })
  readonly triggeredBy: TriggeredBy | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The execution whose input and parameters it was started with; null where it was started by itself.',
  })
  readonly sourceId: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was to begin; null where that was at once.',
  })
  readonly startsAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was started.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly updatedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt: Date | null;

  /** What else is asked of it is read through here. */
  readonly reads: Reads;

  constructor(row: LightExecution, reads: Reads) {
    this.id = row.id;
    this.workflowId = row.workflow_id;
    this.workflowName = row.workflow_name;
    this.workflowNamespace = row.workflow_namespace;
    this.workflowRevision = row.revision;
    this.state = row.state as State;
    this.stateInfo = row.state_info;
    this.description = row.description;
    this.rootId = row.root_id;
    this.parentTaskId = row.parent_task_id;
    this.index = row.item_index;
    this.accepted = row.accepted;
    this.triggeredBy = row.triggered_by === null ? null : new TriggeredBy(JSON.parse(row.triggered_by));
    this.sourceId = row.source_id;
    this.startsAt = row.starts_at;
    this.createdAt = row.created_at;
    this.updatedAt = row.updated_at;
    this.finishedAt = row.finished_at;
    this.reads = reads;
  }

  @Field(() => JsonScalar, { nullable: true, description: 'What it was given, defaults included.' })
  input(): Promise<Value> {
    return this.read('input');
  }

  @Field(() => JsonScalar, { nullable: true, description: 'What it gave; null before it has ended.' })
  output(): Promise<Value> {
    return this.read('output');
  }

  @Field(() => JsonScalar, { nullable: true, description: 'The environment it runs with, which `env()` gives.' })
  async env(): Promise<Value> {
    return namedValues(await this.read('params'))?.env ?? null;
  }

  private async read(column: keyof ExecutionRow & ('input' | 'output' | 'params')): Promise<Value> {
    const text = await this.reads.executions.column(this.id, column);
    return text === null ? null : parseJson(text);
  }
}

/** A part of a list of executions. */
export const ExecutionConnection = connectionOf('Execution', Execution, ({ id }) => id);
export type ExecutionConnection = InstanceType<typeof ExecutionConnection>;
