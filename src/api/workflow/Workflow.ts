import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { graphOf } from '../../lang/graph/graphOf.ts';
import type { Reads } from '../../persistence/reads/Reads.ts';
import type { RevisionRow, WorkflowRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { connectionOf } from '../connection.ts';
import { Scope } from '../enums.ts';
import { Node } from '../node.ts';
import { DateTimeScalar } from '../scalars.ts';
import { WorkflowGraph } from './graph.ts';

/** A stored workflow, in one of the revisions it has had. */
@ObjectType('Workflow', { implements: Node, description: 'A stored workflow, in one of the revisions it has had.' })
export class Workflow implements Node {
  @Field(() => ID, { description: 'The same for all revisions.' })
  readonly id: string;

  @Field(() => String, { description: 'Unique in its namespace.' })
  readonly name: string;

  @Field(() => String, { description: 'Empty unless one was given.' })
  readonly namespace: string;

  @Field(() => Int, { description: 'Counts the texts it has had, from 1.' })
  readonly revision: number;

  @Field(() => [String], { description: 'Of the text and of the request that stored it.' })
  readonly tags: readonly string[];

  @Field(() => Scope, { description: 'Who may see it.' })
  readonly scope: Scope;

  @Field(() => DateTimeScalar, { description: 'When the first revision was stored.' })
  readonly createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the newest revision was stored.' })
  readonly updatedAt: Date;

  /** What else is asked of it is read through here. */
  readonly reads: Reads;
  private readonly text: RevisionRow | undefined;

  /** `text`: of the revision, where it is at hand; it is read when asked for otherwise. */
  constructor(row: WorkflowRow, reads: Reads, text?: RevisionRow) {
    this.id = row.id;
    this.name = row.name;
    this.namespace = row.namespace;
    this.revision = text?.revision ?? row.revision;
    this.tags = JSON.parse(row.tags) as string[];
    this.scope = row.scope as Scope;
    this.createdAt = row.created_at;
    this.updatedAt = row.updated_at;
    this.reads = reads;
    this.text = text;
  }

  @Field(() => String, { description: 'The text of this workflow alone, with its comments.' })
  async definition(): Promise<string> {
    return (await this.revisionRow()).definition;
  }

  @Field(() => String, { description: 'SHA-256 of the text, in hexadecimal.' })
  async checksum(): Promise<string> {
    return (await this.revisionRow()).checksum;
  }

  @Field(() => WorkflowGraph, { description: 'Its tasks and the ways between them, as this revision has them.' })
  async graph(@Ctx() { parts }: ApiContext): Promise<WorkflowGraph> {
    return new WorkflowGraph(graphOf(await parts.workflows.specOf(this.id, this.revision)));
  }

  private async revisionRow(): Promise<RevisionRow> {
    return this.text ?? ((await this.reads.workflowRevisions.of(this.id, this.revision)) as RevisionRow);
  }
}

/** A part of a list of workflows. */
export const WorkflowConnection = connectionOf('Workflow', Workflow, ({ id }) => id);
