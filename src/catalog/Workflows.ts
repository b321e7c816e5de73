import { createHash } from 'node:crypto';
import { Batcher } from '../base/Batcher.ts';
import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, Bug, ConflictError, DefinitionError, NotFoundError } from '../base/errors.ts';
import { type Id, isId, newId } from '../base/ids.ts';
import { type Parsed, parseWorkflows } from '../lang/parse.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { WorkflowRevisionRow, WorkflowRow } from '../persistence/rows.ts';
import type { WorkflowStore } from '../persistence/WorkflowStore.ts';
import { checkWorkflows } from './checkWorkflows.ts';

export interface StoredWorkflow {
  readonly workflow: WorkflowRow;
  readonly revision: WorkflowRevisionRow;
}

export interface DefinitionScope {
  readonly projectId: Id;
  readonly namespace: string;
}

export interface NewDefinitions extends DefinitionScope {
  readonly visibility: string;
  /** Beside those that the text itself gives. */
  readonly tags: readonly string[];
}

/** What is absent stays as it is. */
export interface ChangedDefinitions extends DefinitionScope {
  readonly visibility?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

interface Lookup extends DefinitionScope {
  readonly nameOrId: string;
}

const LOOKUP_LIMIT = 256;

/** Parsed revisions kept in memory. A revision never changes, so nothing has to be invalidated. */
const CACHE_LIMIT = 1_000;

/** The workflows that are stored: validated when they come, resolved by name or id, kept with every text they have had. */
export class Workflows {
  private readonly specs = new Map<string, WorkflowSpec>();
  private readonly lookups = new Batcher((batch: Lookup[]) => this.lookUp(batch), LOOKUP_LIMIT);

  constructor(
    private readonly store: WorkflowStore,
    private readonly clock: Clock,
  ) {}

  /** Stores every workflow of a text, or none. Throws `DefinitionError` or `AlreadyExistsError`. */
  async create(text: string, { projectId, namespace, visibility, tags }: NewDefinitions): Promise<StoredWorkflow[]> {
    const now = this.clock.now();
    const stored = definitionsOf(text).map(({ spec, text: own }): StoredWorkflow => {
      const workflow: WorkflowRow = {
        id: newId(),
        project_id: projectId,
        namespace,
        name: spec.name,
        scope: visibility,
        tags: tagsOf(spec, tags),
        revision: 1,
        created_at: now,
        updated_at: now,
      };
      return { workflow, revision: revisionOf(workflow, own) };
    });
    await this.store.transact(async (manager) => {
      for (const { workflow, revision } of stored) {
        await this.store.insert(manager, workflow, revision).catch((error: unknown) => {
          throw isDuplicate(error) ? new AlreadyExistsError('Workflow', workflow.name) : error;
        });
      }
    });
    return stored;
  }

  /** Gives every workflow of a text a new revision; what runs keeps the one it started with. Throws `NotFoundError`. */
  async update(text: string, scope: ChangedDefinitions): Promise<StoredWorkflow[]> {
    const definitions = definitionsOf(text);
    const names = definitions.map(({ spec }) => spec.name);
    const existing = await this.store.byNames(scope.projectId, [scope.namespace], names);
    const revised = definitions.map((definition) => this.revise(definition, existing, scope));
    await this.store.transact(async (manager) => {
      for (const { before, workflow, revision } of revised) {
        if (await this.store.revise(manager, before, workflow, revision)) continue;
        throw new ConflictError(`Workflow '${workflow.name}' was updated by somebody else.`, before.id);
      }
    });
    return revised;
  }

  private revise({ spec, text }: Parsed<WorkflowSpec>, existing: readonly WorkflowRow[], scope: ChangedDefinitions) {
    const before = existing.find(({ name }) => name === spec.name);
    if (!before) throw new NotFoundError('Workflow', spec.name);
    const workflow: WorkflowRow = {
      ...before,
      revision: before.revision + 1,
      updated_at: this.clock.now(),
      scope: scope.visibility ?? before.scope,
      tags: scope.tags || spec.tags.length > 0 ? tagsOf(spec, scope.tags ?? []) : before.tags,
    };
    return { before, workflow, revision: revisionOf(workflow, text) };
  }

  /** Takes a workflow away; what runs goes on. Throws `NotFoundError`. */
  async delete(id: Id, projectId: Id): Promise<void> {
    await this.resolve(id, { projectId, namespace: '' });
    if (!(await this.store.remove(id))) throw new NotFoundError('Workflow', id);
  }

  /** The workflow of a name or id. Throws `NotFoundError`. */
  async resolve(nameOrId: string, scope: DefinitionScope): Promise<WorkflowRow> {
    const row = await this.lookups.add({ ...scope, nameOrId });
    if (!row) throw new NotFoundError('Workflow', nameOrId);
    return row;
  }

  /** One statement for each namespace, and one for ids, however many ask at the same time. */
  private async lookUp(lookups: readonly Lookup[]): Promise<(WorkflowRow | undefined)[]> {
    const groups = Map.groupBy(lookups, ({ projectId, namespace, nameOrId }) =>
      isId(nameOrId) ? 'ids' : `${projectId}/${namespace}`,
    );
    const rows = (await Promise.all([...groups.values()].map((group) => this.rowsFor(group)))).flat();
    return lookups.map((lookup) => bestOf(rows, lookup));
  }

  private rowsFor(group: readonly Lookup[]): Promise<WorkflowRow[]> {
    const [{ projectId, namespace, nameOrId }] = group as [Lookup];
    const wanted = [...new Set(group.map((each) => each.nameOrId))];
    return isId(nameOrId)
      ? this.store.byIds(wanted)
      : this.store.byNames(projectId, [...new Set([namespace, ''])], wanted);
  }

  /** The parsed text of a revision. */
  async specOf(workflowId: Id, revision: number): Promise<WorkflowSpec> {
    const key = `${workflowId}:${revision}`;
    const known = this.specs.get(key);
    if (known) return known;
    const row = await this.store.revision(workflowId, revision);
    if (!row) throw new NotFoundError('Workflow revision', key);
    const spec = parseWorkflows(row.definition).value?.workflows[0]?.spec;
    if (!spec) throw new Bug(`Revision ${key} holds no workflow.`);
    if (this.specs.size >= CACHE_LIMIT) this.specs.delete(this.specs.keys().next().value as string);
    this.specs.set(key, spec);
    return spec;
  }
}

function definitionsOf(text: string): readonly Parsed<WorkflowSpec>[] {
  const { workflows, problems } = checkWorkflows(text);
  if (workflows.length === 0) throw new DefinitionError(problems);
  return workflows;
}

/** As Mistral: what is not in the namespace asked for is looked for in the default one. */
function bestOf(rows: readonly WorkflowRow[], { projectId, namespace, nameOrId }: Lookup): WorkflowRow | undefined {
  const own = rows.filter((row) => row.project_id === projectId && (row.id === nameOrId || row.name === nameOrId));
  if (isId(nameOrId)) return own[0];
  return own.find((row) => row.namespace === namespace) ?? own.find((row) => row.namespace === '');
}

function tagsOf(spec: WorkflowSpec, tags: readonly string[]): string {
  return JSON.stringify([...new Set([...spec.tags, ...tags])]);
}

function revisionOf(workflow: WorkflowRow, definition: string): WorkflowRevisionRow {
  const checksum = createHash('sha256').update(definition).digest('hex');
  return {
    workflow_id: workflow.id,
    revision: workflow.revision,
    definition,
    checksum,
    created_at: workflow.updated_at,
  };
}
