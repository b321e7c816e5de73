import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, Bug, ConflictError, DefinitionError, NotFoundError } from '../base/errors.ts';
import { type Id, isId, newId } from '../base/ids.ts';
import { parseWorkflows } from '../lang/parse.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { WorkflowRevisionRow, WorkflowRow } from '../persistence/rows.ts';
import type { WorkflowStore } from '../persistence/WorkflowStore.ts';

/** One of the workflows of a text: its own cut-out text, valid alone. */
interface Definition {
  readonly spec: WorkflowSpec;
  readonly text: string;
}

export interface StoredWorkflow {
  readonly workflow: WorkflowRow;
  readonly revision: WorkflowRevisionRow;
}

export interface DefinitionScope {
  readonly projectId: Id;
  readonly namespace: string;
}

/** Parsed revisions kept in memory. A revision never changes, so nothing has to be invalidated. */
const CACHE_LIMIT = 1_000;

/** The workflows that are stored: validated when they come, resolved by name or id, kept with every text they have had. */
export class Workflows {
  private readonly specs = new Map<string, WorkflowSpec>();

  constructor(
    private readonly store: WorkflowStore,
    private readonly clock: Clock,
  ) {}

  /** Stores every workflow of a text, or none. Throws `DefinitionError` or `AlreadyExistsError`. */
  async create(
    text: string,
    scope: DefinitionScope & { visibility: string; tags: readonly string[] },
  ): Promise<StoredWorkflow[]> {
    const definitions = definitionsOf(text);
    return this.store.transact(async (manager) => {
      const stored: StoredWorkflow[] = [];
      for (const { spec, text: own } of definitions) {
        if (await this.store.byName(scope.projectId, scope.namespace, spec.name))
          throw new AlreadyExistsError('Workflow', spec.name);
        const now = this.clock.now();
        const tags = [...new Set([...spec.tags, ...scope.tags])];
        const workflow: WorkflowRow = {
          id: newId(),
          project_id: scope.projectId,
          namespace: scope.namespace,
          name: spec.name,
          scope: scope.visibility,
          tags: JSON.stringify(tags),
          revision: 1,
          created_at: now,
          updated_at: now,
        };
        const revision = revisionOf(workflow, own);
        await this.store.insert(manager, workflow, revision);
        stored.push({ workflow, revision });
      }
      return stored;
    });
  }

  /** Gives every workflow of a text a new revision; what runs keeps the one it started with. Throws `NotFoundError`. */
  async update(
    text: string,
    scope: DefinitionScope & { visibility?: string; tags?: readonly string[] },
  ): Promise<StoredWorkflow[]> {
    const definitions = definitionsOf(text);
    return this.store.transact(async (manager) => {
      const stored: StoredWorkflow[] = [];
      for (const { spec, text: own } of definitions) {
        const before = await this.store.byName(scope.projectId, scope.namespace, spec.name);
        if (!before) throw new NotFoundError('Workflow', spec.name);
        const workflow: WorkflowRow = {
          ...before,
          revision: before.revision + 1,
          updated_at: this.clock.now(),
          scope: scope.visibility ?? before.scope,
          tags: scope.tags ? JSON.stringify([...new Set([...spec.tags, ...scope.tags])]) : before.tags,
        };
        const revision = revisionOf(workflow, own);
        const isRevised = await this.store.revise(manager, before, workflow, revision);
        if (!isRevised) throw new ConflictError(`Workflow '${spec.name}' was updated by somebody else.`, before.id);
        stored.push({ workflow, revision });
      }
      return stored;
    });
  }

  /** The workflow of a name or id. Throws `NotFoundError`. */
  async resolve(nameOrId: string, scope: DefinitionScope): Promise<WorkflowRow> {
    const row = isId(nameOrId)
      ? await this.store.byId(nameOrId)
      : await this.store.byName(scope.projectId, scope.namespace, nameOrId);
    if (!row || row.project_id !== scope.projectId) throw new NotFoundError('Workflow', nameOrId);
    return row;
  }

  /** The parsed text of a revision. */
  async specOf(workflowId: Id, revision: number): Promise<WorkflowSpec> {
    const key = `${workflowId}:${revision}`;
    const known = this.specs.get(key);
    if (known) return known;
    const row = await this.store.revision(workflowId, revision);
    if (!row) throw new NotFoundError('Workflow revision', key);
    const spec = definitionsOf(row.definition)[0]?.spec;
    if (!spec) throw new Bug(`Revision ${key} holds no workflow.`);
    if (this.specs.size >= CACHE_LIMIT) this.specs.delete(this.specs.keys().next().value as string);
    this.specs.set(key, spec);
    return spec;
  }
}

function definitionsOf(text: string): readonly Definition[] {
  const { value, problems } = parseWorkflows(text);
  if (!value || problems.some((problem) => problem.severity === 'ERROR')) throw new DefinitionError(problems);
  return value.workflows;
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
