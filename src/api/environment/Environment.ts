import { Field, ID, ObjectType } from 'type-graphql';
import { parseJson, type Value } from '../../base/json.ts';
import type { LightEnvironment, Reads } from '../../persistence/reads/Reads.ts';
import { connectionOf } from '../connection.ts';
import { Scope } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar, JsonScalar } from '../scalars.ts';

/** Variables that are kept under a name. */
@ObjectType('Environment', {
  implements: Node,
  description: 'Variables that are kept under a name. An execution that is started with the name gets a copy of them.',
})
export class Environment implements Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id: string;

  @Field(() => String, { description: 'Unique; at most 200 characters.' })
  readonly name: string;

  @Field(() => String, { nullable: true, description: 'A note for people.' })
  readonly description: string | null;

  @Field(() => Scope, { description: 'Who may see it.' })
  readonly scope: Scope;

  @Field(() => DateTimeScalar, { description: 'When it was first stored.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  readonly updatedAt: Date;

  private readonly reads: Reads;
  private readonly text: string | undefined;

  /** `text`: JSON of the variables, where it is at hand; it is read when asked for otherwise. */
  constructor(row: LightEnvironment, reads: Reads, text?: string) {
    this.id = row.id;
    this.name = row.name;
    this.description = row.description;
    this.scope = row.scope as Scope;
    this.createdAt = row.created_at;
    this.updatedAt = row.updated_at;
    this.reads = reads;
    this.text = text;
  }

  @Field(() => JsonScalar, { description: 'The variables: an object.' })
  async variables(): Promise<Value> {
    return parseJson(this.text ?? ((await this.reads.environments.column(this.id, 'variables')) as string));
  }
}

/** A part of a list of environments. */
export const EnvironmentConnection = connectionOf('Environment', Environment, ({ id }) => id);
export type EnvironmentConnection = InstanceType<typeof EnvironmentConnection>;
