import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, DefinitionError } from '../base/errors.ts';
import type { Id } from '../base/ids.ts';
import type { AdhocActionSpec } from '../lang/AdhocActionSpec.ts';
import { parseActions } from '../lang/parse.ts';
import type { AdhocActionStore } from '../persistence/AdhocActionStore.ts';
import type { AdhocActionRow } from '../persistence/rows.ts';
import { checkActions } from './checkActions.ts';
import { checkNamespace } from './checkNamespace.ts';
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

type NewActions = readonly Definition<AdhocActionSpec>[];

/** The ad-hoc actions that are stored: actions made of other actions, by definition. */
export class AdhocActions {
  readonly definitions: Definitions<AdhocActionSpec>;
  private readonly lookups: Lookups;
  private readonly revisions: Revisions<AdhocActionSpec>;

  /** `isPlugin` tells the names that plugins' actions have: those come first, so no other action may have one. */
  constructor(
    store: AdhocActionStore,
    clock: Clock,
    private readonly isPlugin: (name: string) => boolean,
  ) {
    this.definitions = new Definitions(store, clock, 'Action');
    this.lookups = new Lookups(store);
    this.revisions = new Revisions(store, {
      name: 'Action',
      parse: (text) => parseActions(text).value?.actions[0]?.spec,
    });
  }

  /** Stores every action of a text, or none. Throws `DefinitionError` or `AlreadyExistsError`. */
  async create(text: string, given: NewDefinitions): Promise<StoredDefinition[]> {
    checkNamespace(given.namespace);
    const actions = actionsOf(text);
    this.refuse(actions);
    return this.definitions.store.transact((transaction) => this.definitions.create(transaction, actions, given));
  }

  /** Gives every action of a text a new revision. Throws `NotFoundError` or `DefinitionError`. */
  async update(text: string, given: ChangedDefinitions): Promise<StoredDefinition[]> {
    const actions = actionsOf(text);
    this.refuse(actions);
    return this.definitions.store.transact((transaction) => this.definitions.update(transaction, actions, given));
  }

  /** Throws `NotFoundError`. */
  delete(id: Id, projectId: Id): Promise<void> {
    return this.definitions.delete(id, projectId);
  }

  /** What an action of this name is made of; null where there is none: it may still be a plugin's. */
  async resolve(name: string, scope: DefinitionScope): Promise<AdhocActionSpec | null> {
    const row = await this.find(name, scope);
    return row && this.specOf(row.id, row.revision);
  }

  /** The action of a name or id. */
  find(nameOrId: string, scope: DefinitionScope): Promise<AdhocActionRow | null> {
    return this.lookups.find(nameOrId, scope);
  }

  /** The parsed text of a revision. That of a workbook's member has the name without the workbook's. */
  specOf(actionId: Id, revision: number): Promise<AdhocActionSpec> {
    return this.revisions.specOf(actionId, revision);
  }

  /**
   * Throws `AlreadyExistsError` for actions that have the name of a plugin's. A base that does not exist, or that leads back, is
   * no error: as in Mistral that is found out when the action runs.
   */
  refuse(actions: NewActions): void {
    const taken = actions.find(({ name }) => this.isPlugin(name));
    if (taken) throw new AlreadyExistsError('Action', taken.name);
  }
}

function actionsOf(text: string): NewActions {
  const { actions, problems, refusals } = checkActions(text);
  if (actions.length === 0) throw new DefinitionError([...refusals, ...problems]);
  return actions;
}
