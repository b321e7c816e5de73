import { Field, ID, Int, ObjectType } from 'type-graphql';
import { parseJson, type Value } from '../../base/json.ts';
import type { LightAction, Reads } from '../../persistence/reads/Reads.ts';
import { connectionOf } from '../connection.ts';
import { State } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';

/** One run of an action. */
@ObjectType('ActionExecution', { implements: Node, description: 'One run of an action.' })
export class ActionExecution implements Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id: string;

  @Field(() => String, { description: 'The name of the action.' })
  readonly name: string;

  @Field(() => State, { description: 'Where it stands.' })
  readonly state: State;

  @Field(() => String, { nullable: true, description: 'Why it stands there, where there is something to say.' })
  readonly stateInfo: string | null;

  @Field(() => ID, { nullable: true, description: 'The task execution it runs for; null where it runs alone.' })
  readonly taskId: string | null;

  @Field(() => Int, { nullable: true, description: 'Under `with-items`: the index of its item, from 0.' })
  readonly index: number | null;

  @Field(() => Int, { description: 'How often it has been begun; above 1 where an executor died with it.' })
  readonly attempt: number;

  @Field(() => Boolean, { description: 'Whether its result counts, for its task or, where it ran alone, for itself.' })
  readonly accepted: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When an executor began with it; known once it has ended.',
  })
  readonly startedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt: Date | null;

  /** What else is asked of it is read through here. */
  readonly reads: Reads;

  constructor(row: LightAction, reads: Reads) {
    this.id = row.id;
    this.name = row.name;
    this.state = row.state as State;
    this.stateInfo = row.state_info;
    this.taskId = row.task_id;
    this.index = row.item_index;
    this.attempt = row.attempt;
    this.accepted = row.accepted;
    this.createdAt = row.created_at;
    this.startedAt = row.started_at;
    this.finishedAt = row.finished_at;
    this.reads = reads;
  }

  @Field(() => JsonScalar, { nullable: true, description: 'What it was given.' })
  async input(): Promise<Value> {
    const text = await this.reads.actions.column(this.id, 'input');
    return text === null ? null : parseJson(text);
  }

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What it gave, as `{"result": …}`; null before it has ended. Expressions see the bare value.',
  })
  async output(): Promise<Value> {
    const text = await this.reads.actions.column(this.id, 'output');
    return text === null ? null : { result: parseJson(text) };
  }
}

/** A part of a list of action executions. */
export const ActionExecutionConnection = connectionOf('ActionExecution', ActionExecution, ({ id }) => id);
export type ActionExecutionConnection = InstanceType<typeof ActionExecutionConnection>;
