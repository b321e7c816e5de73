import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { memberNames } from '../../catalog/memberNames.ts';
import { whereText } from '../../persistence/reads/filters.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import type { WorkbookRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { Action } from '../action/Action.ts';
import { adhocAction } from '../action/adhocAction.ts';
import { BothWaysArguments, mapPage } from '../connection.ts';
import { NO_WARNINGS, warningsOf } from '../definition/warnings.ts';
import { blame, payloadOf } from '../errors/toUserError.ts';
import { ownWorkbook } from '../ownById.ts';
import { Workflow } from '../workflow/Workflow.ts';
import { CreateWorkbookInput, DeleteWorkbookInput, UpdateWorkbookInput, WorkbookFilter } from './inputs.ts';
import { DeleteWorkbookPayload, WorkbookPayload } from './payloads.ts';
import { Workbook, WorkbookConnection } from './Workbook.ts';

const DEFINITION = ['input', 'definition'];

/** Stored workbooks. */
@Resolver(() => Workbook)
export class WorkbookResolver {
  @Query(() => Workbook, {
    nullable: true,
    description: 'A workbook by id, or by name and namespace; null where there is none.',
  })
  async workbook(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'Its name.' }) name?: string | null,
    @Arg('namespace', () => String, { nullable: true, defaultValue: '', description: 'Where the name counts.' })
    namespace?: string | null,
  ): Promise<Workbook | null> {
    if (id != null) return ownWorkbook(context, id);
    const { parts, reads } = context;
    const { projectId, workbooks } = parts;
    const row = name == null ? null : await workbooks.find(name, { projectId, namespace: namespace ?? '' });
    return row && new Workbook(row, reads, row.definition);
  }

  @Query(() => WorkbookConnection, { description: 'Stored workbooks, in the order they were first stored.' })
  async workbooks(
    @Ctx() { parts, reads }: ApiContext,
    @Args(() => BothWaysArguments) part: BothWaysArguments,
    @Arg('filter', () => WorkbookFilter, { nullable: true, description: 'Which ones.' }) filter?: WorkbookFilter | null,
  ): Promise<WorkbookConnection> {
    const narrow = narrowBy(parts.projectId, filter);
    const page = await reads.workbooks.page(pageRequest(part), narrow);
    return new WorkbookConnection(
      mapPage(page, (row) => new Workbook(row, reads)),
      () => reads.workbooks.count(narrow),
    );
  }

  @FieldResolver(() => [Workflow], { description: 'Its workflows, in the order of the text.' })
  async workflows(@Ctx() { parts, reads }: ApiContext, @Root() workbook: Workbook): Promise<Workflow[]> {
    const { workflows } = memberNames({ name: workbook.name, definition: await workbook.definition() });
    const rows = await parts.workflows.definitions.named(workflows, { ...workbook, projectId: parts.projectId });
    return inOrder(workflows, rows).map((row) => new Workflow(row, reads));
  }

  @FieldResolver(() => [Action], { description: 'Its ad-hoc actions, in the order of the text.' })
  async actions(@Ctx() context: ApiContext, @Root() workbook: Workbook): Promise<Action[]> {
    const { projectId, adhocActions } = context.parts;
    const { actions } = memberNames({ name: workbook.name, definition: await workbook.definition() });
    const rows = await adhocActions.definitions.named(actions, { ...workbook, projectId });
    return inOrder(actions, rows).map((row) => adhocAction(row, context));
  }

  @Mutation(() => WorkbookPayload, { description: 'Stores a workbook and all its members, or nothing.' })
  createWorkbook(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => CreateWorkbookInput, { description: 'The text.' }) input: CreateWorkbookInput,
  ): Promise<WorkbookPayload> {
    return payloadOf<WorkbookPayload>({ workbook: null, ...NO_WARNINGS }, async () => {
      const given = {
        projectId: parts.projectId,
        namespace: input.namespace ?? '',
        visibility: input.scope ?? 'PRIVATE',
        tags: input.tags ?? [],
      };
      const row = await parts.workbooks.create(input.definition, given).catch(blame(DEFINITION));
      return payloadFor(row, { parts, reads });
    });
  }

  @Mutation(() => WorkbookPayload, {
    description:
      'Gives the members of a workbook new revisions, adds those that are new, and removes those that are gone. What runs keeps the revision it started with.',
  })
  updateWorkbook(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => UpdateWorkbookInput, { description: 'The text.' }) input: UpdateWorkbookInput,
  ): Promise<WorkbookPayload> {
    return payloadOf<WorkbookPayload>({ workbook: null, ...NO_WARNINGS }, async () => {
      const given = {
        projectId: parts.projectId,
        namespace: input.namespace ?? '',
        visibility: input.scope ?? undefined,
        tags: input.tags ?? undefined,
      };
      const row = await parts.workbooks.update(input.definition, given).catch(blame(DEFINITION));
      return payloadFor(row, { parts, reads });
    });
  }

  @Mutation(() => DeleteWorkbookPayload, {
    description:
      'Takes a workbook away with its members, unless one of them is in use: where triggers start it or, without `force`, executions have not ended.',
  })
  deleteWorkbook(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => DeleteWorkbookInput, { description: 'Which one.' }) { id, force }: DeleteWorkbookInput,
  ): Promise<DeleteWorkbookPayload> {
    return payloadOf<DeleteWorkbookPayload>({ deletedId: null }, async () => {
      await parts.workbooks.delete(id, parts.projectId, { isForced: force ?? false }).catch(blame(['input', 'id']));
      return { deletedId: id };
    });
  }
}

function payloadFor(
  row: WorkbookRow,
  { parts, reads }: Pick<ApiContext, 'parts' | 'reads'>,
): Omit<WorkbookPayload, 'errors'> {
  const workbook = new Workbook(row, reads, row.definition);
  return { workbook, ...warningsOf(parts, 'WORKBOOK', row.definition) };
}

function narrowBy(projectId: string, filter: WorkbookFilter | null | undefined): Narrow<WorkbookRow> {
  return (query) => {
    query.andWhere('row.project_id = :projectId', { projectId });
    whereText(query, 'name', filter?.name);
    whereText(query, 'namespace', filter?.namespace);
    // Tags are stored as a JSON list of texts.
    for (const tag of filter?.tags ?? []) whereText(query, 'tags', { contains: JSON.stringify(tag) });
  };
}

/** Members of the text that somebody has deleted are left out. */
function inOrder<Row extends { readonly name: string }>(names: readonly string[], rows: readonly Row[]): Row[] {
  const byName = new Map(rows.map((row) => [row.name, row]));
  return names.flatMap((name) => byName.get(name) ?? []);
}
