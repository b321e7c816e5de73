import type { Clock } from '../base/clock.ts';
import { DefinitionError, InUseError, NotFoundError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import { parseWorkflows } from '../lang/parse.ts';
import type { WorkflowSpec } from '../lang/WorkflowSpec.ts';
import type { WorkflowRow } from '../persistence/rows.ts';
import type { WorkflowStore } from '../persistence/WorkflowStore.ts';
import { checkNamespace } from './checkNamespace.ts';
import { checkWorkflows } from './checkWorkflows.ts';
import type {
  ChangedDefinitions,
  Definition,
  DefinitionScope,
  NewDefinitions,
  StoredDefinition,
} from './Definition.ts';
import { Definitions } from './Definitions.ts';
import { Lookups } from './Lookups.ts';
import { Revisions } from './Revisions.ts';

/** How something is taken away. */
export interface Deletion {
  /** Whether also where executions have not ended. */
  readonly isForced?: boolean;
}

/** The workflows that are stored: validated when they come, resolved by name or id, kept with every text they have had. */
export class Workflows {
  readonly definitions: Definitions<WorkflowSpec>;
  private readonly lookups: Lookups;
  private readonly revisions: Revisions<WorkflowSpec>;

  constructor(
    private readonly store: WorkflowStore,
    clock: Clock,
  ) {
    this.definitions = new Definitions(store, clock, 'Workflow');
    this.lookups = new Lookups(store);
    this.revisions = new Revisions(store, {
      name: 'Workflow',
      parse: (text) => parseWorkflows(text).value?.workflows[0]?.spec,
    });
  }

  /** Stores every workflow of a text, or none. Throws `DefinitionError` or `AlreadyExistsError`. */
  async create(text: string, given: NewDefinitions): Promise<StoredDefinition[]> {
    checkNamespace(given.namespace);
    const workflows = workflowsOf(text);
    return this.definitions.store.transact((transaction) => this.definitions.create(transaction, workflows, given));
  }

  /** Gives every workflow of a text a new revision; what runs keeps the one it started with. Throws `NotFoundError`. */
  update(text: string, given: ChangedDefinitions): Promise<StoredDefinition[]> {
    const workflows = workflowsOf(text);
    return this.definitions.store.transact((transaction) => this.definitions.update(transaction, workflows, given));
  }

  /** Takes a workflow away. Throws `NotFoundError`, or `InUseError`: see `assertUnused`. */
  async delete(id: Id, projectId: Id, options: Deletion = {}): Promise<void> {
    await this.assertUnused([id], projectId, options);
    return this.definitions.delete(id, projectId);
  }

  /**
   * Throws `InUseError` where triggers start some of these workflows (as Mistral) or, unlike Mistral, where executions of them
   * have not ended: those keep their texts, but what else runs may still name one of them as its sub-workflow.
   */
  async assertUnused(ids: readonly Id[], projectId: Id, { isForced = false }: Deletion): Promise<void> {
    const triggers = await this.store.triggersOf(ids, projectId);
    if (triggers.length > 0) throw new InUseError(`It is started by triggers: ${triggers.join(', ')}.`);
    const executions = isForced ? [] : await this.store.unfinishedOf(ids, projectId);
    if (executions.length === 0) return;
    throw new InUseError(
      `Executions of it have not ended: ${executions.join(', ')}. To delete it all the same, use force.`,
    );
  }

  /** The workflow of a name or id. Throws `NotFoundError`. */
  async resolve(nameOrId: string, scope: DefinitionScope): Promise<WorkflowRow> {
    const row = await this.lookups.find(nameOrId, scope);
    if (!row) throw new NotFoundError('Workflow', nameOrId);
    return row;
  }

  /** The parsed text of a revision. */
  specOf(workflowId: Id, revision: number): Promise<WorkflowSpec> {
    return this.revisions.specOf(workflowId, revision);
  }
}

function workflowsOf(text: string): readonly Definition<WorkflowSpec>[] {
  const { workflows, problems, refusals } = checkWorkflows(text);
  if (workflows.length === 0) throw new DefinitionError([...refusals, ...problems]);
  return workflows;
}
