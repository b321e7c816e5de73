import { Field, ID, ObjectType } from 'type-graphql';
import { parseJson, type Value } from '../../base/json.ts';
import type { LightTask, Reads } from '../../persistence/reads/Reads.ts';
import { connectionOf } from '../connection.ts';
import { State } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';

/** One step of an execution. */
@ObjectType('TaskExecution', { implements: Node, description: 'One step of an execution.' })
export class TaskExecution implements Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id: string;

  @Field(() => String, {
    description: 'The name of the task in the workflow. A task that runs again has several executions.',
  })
  readonly name: string;

  @Field(() => State, { description: 'Where it stands.' })
  readonly state: State;

  @Field(() => String, { nullable: true, description: 'Why it stands there, where there is something to say.' })
  readonly stateInfo: string | null;

  @Field(() => ID, { description: 'The execution it is a step of.' })
  readonly executionId: string;

  @Field(() => Boolean, { description: 'Whether what follows from its end has been decided.' })
  readonly processed: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began to run.' })
  readonly startedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt: Date | null;

  /** What else is asked of it is read through here. */
  readonly reads: Reads;

  constructor(row: LightTask, reads: Reads) {
    this.id = row.id;
    this.name = row.name;
    this.state = row.state as State;
    this.stateInfo = row.state_info;
    this.executionId = row.execution_id;
    this.processed = row.processed;
    this.createdAt = row.created_at;
    this.startedAt = row.started_at;
    this.finishedAt = row.finished_at;
    this.reads = reads;
  }

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'The result of its action or sub-workflow; a list under `with-items`, where there are several, and where there is none.',
  })
  async result(): Promise<Value> {
    const { outputs, isOfItems } = await this.reads.resultsOf(this.id);
    const results = outputs.map(parseJson);
    return results.length === 1 && !isOfItems ? (results[0] as Value) : results;
  }

  @Field(() => JsonScalar, { nullable: true, description: 'The variables it gave to the tasks after it.' })
  published(): Promise<Value> {
    return this.read('published');
  }

  @Field(() => JsonScalar, { nullable: true, description: 'The variables it gave to the whole execution.' })
  publishedGlobal(): Promise<Value> {
    return this.read('published_global');
  }

  private async read(column: 'published' | 'published_global'): Promise<Value> {
    const text = await this.reads.tasks.column(this.id, column);
    return text === null ? null : parseJson(text);
  }
}

/** A part of a list of task executions. */
export const TaskExecutionConnection = connectionOf('TaskExecution', TaskExecution, ({ id }) => id);
export type TaskExecutionConnection = InstanceType<typeof TaskExecutionConnection>;
