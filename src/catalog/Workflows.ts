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

  /** Takes a workflow away; what runs goes on. Throws `NotFoundError`, or `InUseError` where triggers start it. */
  async delete(id: Id, projectId: Id): Promise<void> {
    const triggers = await this.store.triggersOf(id, projectId);
    if (triggers.length > 0) throw new InUseError(`The workflow is started by triggers: ${triggers.join(', ')}.`);
    return this.definitions.delete(id, projectId);
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
