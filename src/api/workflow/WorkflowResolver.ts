import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../base/errors.ts';
import type { StoredDefinition } from '../../catalog/Definition.ts';
import { compareWorkflows } from '../../lang/compareWorkflows.ts';
import type { WorkflowSpec } from '../../lang/WorkflowSpec.ts';
import { whereText } from '../../persistence/reads/filters.ts';
import { pageRequest } from '../../persistence/reads/PageRequest.ts';
import type { Narrow } from '../../persistence/reads/TableReads.ts';
import type { WorkflowRow } from '../../persistence/rows.ts';
import type { ApiContext } from '../ApiParts.ts';
import { BothWaysArguments, ForwardArguments, mapPage } from '../connection.ts';
import {
  changesOf,
  DefinitionRevisionConnection,
  revisionsOf,
  SinceArguments,
  WorkflowChanges,
} from '../definition/revisions.ts';
import { NO_WARNINGS, warningsOf } from '../definition/warnings.ts';
import { blame, payloadOf } from '../errors/toUserError.ts';
import { CreateWorkflowsInput, DeleteWorkflowInput, UpdateWorkflowsInput, WorkflowFilter } from './inputs.ts';
import { DeleteWorkflowPayload, WorkflowsPayload } from './payloads.ts';
import { Workflow, WorkflowConnection } from './Workflow.ts';

const DEFINITION = ['input', 'definition'];
const NOTHING = { workflows: [], ...NO_WARNINGS };

/** Stored workflows. */
@Resolver(() => Workflow)
export class WorkflowResolver {
  @Query(() => Workflow, {
    nullable: true,
    description:
      'A workflow by id, or by name and namespace; null where there is none. The newest revision unless one is given.',
  })
  async workflow(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('id', () => ID, { nullable: true, description: 'Its id.' }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'Its name.' }) name?: string | null,
    @Arg('namespace', () => String, { nullable: true, defaultValue: '', description: 'Where the name counts.' })
    namespace?: string | null,
    @Arg('revision', () => Int, { nullable: true, description: 'A revision it has had.' }) revision?: number | null,
  ): Promise<Workflow | null> {
    const wanted = id ?? name;
    if (wanted == null) return null;
    const row = await parts.workflows
      .resolve(wanted, { projectId: parts.projectId, namespace: namespace ?? '' })
      .catch(nothingWhereMissing);
    if (!row || revision == null) return row && new Workflow(row, reads);
    const text = await reads.workflowRevisions.of(row.id, revision);
    return text && new Workflow(row, reads, text);
  }

  @Query(() => WorkflowConnection, { description: 'Stored workflows, in the order they were first stored.' })
  async workflows(
    @Ctx() { parts, reads }: ApiContext,
    @Args(() => BothWaysArguments) part: BothWaysArguments,
    @Arg('filter', () => WorkflowFilter, { nullable: true, description: 'Which ones.' }) filter?: WorkflowFilter | null,
  ): Promise<InstanceType<typeof WorkflowConnection>> {
    const narrow = narrowBy(parts.projectId, filter);
    const page = await reads.workflows.page(pageRequest(part), narrow);
    return new WorkflowConnection(
      mapPage(page, (row) => new Workflow(row, reads)),
      () => reads.workflows.count(narrow),
    );
  }

  @FieldResolver(() => DefinitionRevisionConnection, { description: 'The texts it has had, the newest first.' })
  revisions(
    @Root() { id, reads }: Workflow,
    @Args(() => ForwardArguments) part: ForwardArguments,
  ): Promise<DefinitionRevisionConnection> {
    return revisionsOf(reads.workflowRevisions, id, part);
  }

  @FieldResolver(() => WorkflowChanges, { description: 'What is different in this revision from another.' })
  async changes(
    @Ctx() { parts }: ApiContext,
    @Root() workflow: Workflow,
    @Args(() => SinceArguments) { since }: SinceArguments,
  ): Promise<WorkflowChanges> {
    const { id, revision, reads } = workflow;
    const changes = await changesOf(reads.workflowRevisions, workflow, { from: since, to: revision });
    const [before, after] = await Promise.all([since, revision].map((each) => parts.workflows.specOf(id, each)));
    return new WorkflowChanges(changes, compareWorkflows(before as WorkflowSpec, after as WorkflowSpec));
  }

  @Mutation(() => WorkflowsPayload, { description: 'Stores the workflows of a text: all of them, or none.' })
  createWorkflows(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => CreateWorkflowsInput, { description: 'The text.' }) input: CreateWorkflowsInput,
  ): Promise<WorkflowsPayload> {
    return payloadOf<WorkflowsPayload>(NOTHING, async () => {
      const stored = await parts.workflows
        .create(input.definition, {
          projectId: parts.projectId,
          namespace: input.namespace ?? '',
          visibility: input.scope ?? 'PRIVATE',
          tags: input.tags ?? [],
        })
        .catch(blame(DEFINITION));
      return payloadFor(input.definition, stored, { parts, reads });
    });
  }

  @Mutation(() => WorkflowsPayload, {
    description: 'Gives each workflow of a text a new revision. What runs keeps the revision it started with.',
  })
  updateWorkflows(
    @Ctx() { parts, reads }: ApiContext,
    @Arg('input', () => UpdateWorkflowsInput, { description: 'The text.' }) input: UpdateWorkflowsInput,
  ): Promise<WorkflowsPayload> {
    return payloadOf<WorkflowsPayload>(NOTHING, async () => {
      const stored = await parts.workflows
        .update(input.definition, {
          projectId: parts.projectId,
          namespace: input.namespace ?? '',
          visibility: input.scope ?? undefined,
          tags: input.tags ?? undefined,
        })
        .catch(blame(DEFINITION));
      return payloadFor(input.definition, stored, { parts, reads });
    });
  }

  @Mutation(() => DeleteWorkflowPayload, {
    description:
      'Takes a workflow away, unless it is in use: where triggers start it or, without `force`, executions have not ended.',
  })
  deleteWorkflow(
    @Ctx() { parts }: ApiContext,
    @Arg('input', () => DeleteWorkflowInput, { description: 'Which one.' }) { id, force }: DeleteWorkflowInput,
  ): Promise<DeleteWorkflowPayload> {
    return payloadOf<DeleteWorkflowPayload>({ deletedId: null }, async () => {
      await parts.workflows.delete(id, parts.projectId, { isForced: force ?? false }).catch(blame(['input', 'id']));
      return { deletedId: id };
    });
  }
}

function payloadFor(
  text: string,
  stored: readonly StoredDefinition[],
  { parts, reads }: Pick<ApiContext, 'parts' | 'reads'>,
): Omit<WorkflowsPayload, 'errors'> {
  return {
    workflows: stored.map((each) => workflowOf(each, { reads })),
    ...warningsOf(parts, 'WORKFLOW', text),
  };
}

function workflowOf({ row, revision }: StoredDefinition, { reads }: Pick<ApiContext, 'reads'>): Workflow {
  return new Workflow(row, reads, revision);
}

function narrowBy(projectId: string, filter: WorkflowFilter | null | undefined): Narrow<WorkflowRow> {
  return (query) => {
    query.andWhere('row.project_id = :projectId', { projectId });
    whereText(query, 'name', filter?.name);
    whereText(query, 'namespace', filter?.namespace);
    // Tags are stored as a JSON list of texts.
    for (const tag of filter?.tags ?? []) whereText(query, 'tags', { contains: JSON.stringify(tag) });
  };
}

function nothingWhereMissing(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
