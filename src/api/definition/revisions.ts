import { ArgsType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NotFoundError } from '../../base/errors.ts';
import type { Id } from '../../base/ids.ts';
import { textDiff } from '../../catalog/textDiff.ts';
import type { WorkflowChanges as FoundChanges, TaskChange as FoundTaskChange } from '../../lang/compareWorkflows.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { LightRevision, RevisionReads } from '../../persistence/reads/RevisionReads.ts';
import type { RevisionRow } from '../../persistence/rows.ts';
import { connectionOf, type ForwardArguments, mapPage } from '../connection.ts';
import { DateTimeScalar } from '../scalars.ts';

/** The texts of one kind of definition. */
type Texts = Pick<RevisionReads<RevisionRow>, 'of' | 'page' | 'count'>;

@ObjectType('DefinitionRevision', { description: 'One text that a definition has had. It never changes.' })
export class DefinitionRevision {
  @Field(() => Int, { description: 'Counts the texts, from 1.' })
  readonly revision: number;

  @Field(() => String, { description: 'SHA-256 of the text, in hexadecimal.' })
  readonly checksum: string;

  @Field(() => DateTimeScalar, { description: 'When it was stored.' })
  readonly createdAt: Date;

  private readonly text: () => Promise<string>;

  constructor(row: LightRevision, text: () => Promise<string>) {
    this.revision = row.revision;
    this.checksum = row.checksum;
    this.createdAt = row.created_at;
    this.text = text;
  }

  @Field(() => String, { description: 'The text.' })
  definition(): Promise<string> {
    return this.text();
  }
}

/** A part of a list of revisions. */
export const DefinitionRevisionConnection = connectionOf('DefinitionRevision', DefinitionRevision, ({ revision }) =>
  String(revision),
);
export type DefinitionRevisionConnection = InstanceType<typeof DefinitionRevisionConnection>;

/** The texts a definition has had, the newest first. */
export async function revisionsOf(reads: Texts, id: Id, part: ForwardArguments): Promise<DefinitionRevisionConnection> {
  const page = await reads.page(id, pageRequest(part));
  return new DefinitionRevisionConnection(
    mapPage(
      page,
      (row) => new DefinitionRevision(row, async () => (await revisionOf(reads, id, row.revision)).definition),
    ),
    () => reads.count(id),
  );
}

/** Throws `NotFoundError`. */
async function revisionOf(reads: Texts, id: Id, revision: number): Promise<RevisionRow> {
  const row = await reads.of(id, revision);
  if (!row) throw new NotFoundError('Revision', String(revision));
  return row;
}

/** Which revision to compare with. */
@ArgsType()
export class SinceArguments {
  @Field(() => Int, { description: 'The revision to compare with.' })
  since!: number;
}

@ObjectType('DefinitionChanges', { description: 'What is different between two texts of a definition.' })
export class DefinitionChanges {
  @Field(() => Int, { description: 'The revision that was compared with.' })
  readonly from!: number;

  @Field(() => Int, { description: 'The revision whose changes these are.' })
  readonly to!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'In the unified format of `diff -u`; empty where nothing is different, null where more than 500 lines are.',
  })
  readonly diff!: string | null;
}

/** Throws `NotFoundError` where there is no such revision. */
export async function changesOf(
  reads: Texts,
  { id, name }: { readonly id: Id; readonly name: string },
  { from, to }: { readonly from: number; readonly to: number },
): Promise<DefinitionChanges> {
  const named = async (revision: number) => ({
    name: `${name} (revision ${revision})`,
    text: (await revisionOf(reads, id, revision)).definition,
  });
  const [before, after] = await Promise.all([named(from), named(to)]);
  return { from, to, diff: textDiff(before, after) };
}

/** What has become of a task. */
export enum TaskChangeKind {
  ADDED = 'added',
  REMOVED = 'removed',
  CHANGED = 'changed',
}
registerEnumType(TaskChangeKind, {
  name: 'TaskChangeKind',
  description: 'What has become of a task between two texts of a workflow.',
  valuesConfig: {
    ADDED: { description: 'Only the later text has it.' },
    REMOVED: { description: 'Only the earlier text has it.' },
    CHANGED: { description: 'Both have it, and say different things of it.' },
  },
});

@ObjectType('TaskChange', { description: 'A task that is different in two texts of a workflow.' })
export class TaskChange {
  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => TaskChangeKind, { description: 'What has become of it.' })
  readonly kind: TaskChangeKind;

  @Field(() => [String], {
    description: 'Of one that has changed: the keys that are different, added or gone, such as `on-success`.',
  })
  readonly keys: readonly string[];

  constructor({ name, kind, keys }: FoundTaskChange) {
    this.name = name;
    this.kind = kind as TaskChangeKind;
    this.keys = keys;
  }
}

@ObjectType('WorkflowChanges', {
  description:
    'What is different between two texts of a workflow. `keys` and `tasks` heed neither comments nor layout nor the order of keys.',
})
export class WorkflowChanges extends DefinitionChanges {
  @Field(() => [String], {
    description: 'Keys of the workflow itself that are different, added or gone, such as `input`.',
  })
  readonly keys: readonly string[];

  @Field(() => [TaskChange], { description: 'In the order of the later text, those that are gone last.' })
  readonly tasks: readonly TaskChange[];

  constructor(changes: DefinitionChanges, { keys, tasks }: FoundChanges) {
    super();
    Object.assign(this, changes);
    this.keys = keys;
    this.tasks = tasks.map((task) => new TaskChange(task));
  }
}
