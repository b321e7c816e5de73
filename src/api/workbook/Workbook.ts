import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LightWorkbook, Reads } from '../../persistence/reads/Reads.ts';
import { connectionOf } from '../connection.ts';
import { Scope } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar } from '../scalars.ts';

/** Workflows and ad-hoc actions that are stored together. */
@ObjectType('Workbook', {
  implements: Node,
  description: 'Workflows and ad-hoc actions that are stored together, each under `<workbook>.<its own name>`.',
})
export class Workbook implements Node {
  @Field(() => ID, { description: 'The id: a UUID, later ones sort after earlier ones.' })
  readonly id: string;

  @Field(() => String, { description: 'Unique in its namespace.' })
  readonly name: string;

  @Field(() => String, { description: 'Empty unless one was given. Its members are in it too.' })
  readonly namespace: string;

  @Field(() => Int, { description: 'Counts the texts it has had, from 1.' })
  readonly revision: number;

  @Field(() => String, { description: 'SHA-256 of the text, in hexadecimal.' })
  readonly checksum: string;

  @Field(() => [String], { description: 'Of the text and of the request that stored it. Its members have them too.' })
  readonly tags: readonly string[];

  @Field(() => Scope, { description: 'Who may see it, and its members.' })
  readonly scope: Scope;

  @Field(() => DateTimeScalar, { description: 'When it was first stored.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When its text was last stored.' })
  readonly updatedAt: Date;

  private readonly reads: Reads;
  private readonly text: string | undefined;

  /** `text`: where it is at hand; it is read when asked for otherwise. */
  constructor(row: LightWorkbook, reads: Reads, text?: string) {
    this.id = row.id;
    this.name = row.name;
    this.namespace = row.namespace;
    this.revision = row.revision;
    this.checksum = row.checksum;
    this.tags = JSON.parse(row.tags) as string[];
    this.scope = row.scope as Scope;
    this.createdAt = row.created_at;
    this.updatedAt = row.updated_at;
    this.reads = reads;
    this.text = text;
  }

  @Field(() => String, { description: 'The text, as it came.' })
  async definition(): Promise<string> {
    return this.text ?? ((await this.reads.workbooks.column(this.id, 'definition')) as string);
  }
}

/** A part of a list of workbooks. */
export const WorkbookConnection = connectionOf('Workbook', Workbook, ({ id }) => id);
export type WorkbookConnection = InstanceType<typeof WorkbookConnection>;
