import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, ConflictError, DefinitionError, NotFoundError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { WorkbookRow } from '../persistence/rows.ts';
import type { Transaction } from '../persistence/transact.ts';
import type { WorkbookStore } from '../persistence/WorkbookStore.ts';
import type { AdhocActions } from './AdhocActions.ts';
import { checkNamespace } from './checkNamespace.ts';
import { checkWorkbook, type Workbook } from './checkWorkbook.ts';
import type { ChangedDefinitions, DefinitionScope, NewDefinitions } from './Definition.ts';
import { checksumOf } from './Definitions.ts';
import { memberNames } from './memberNames.ts';
import { tagsAfter, tagsText } from './tags.ts';
import type { Deletion, Workflows } from './Workflows.ts';

/**
 * The workbooks that are stored. A workbook's workflows and actions are definitions like any other, named
 * `<workbook>.<member>`, in the workbook's namespace, with its scope and, beside their own, its tags. Each change of a
 * workbook and its members is one transaction.
 */
export class Workbooks {
  constructor(
    private readonly parts: {
      readonly store: WorkbookStore;
      readonly workflows: Workflows;
      readonly actions: AdhocActions;
      readonly clock: Clock;
    },
  ) {}

  /** Throws `DefinitionError`, or `AlreadyExistsError` where the name of the workbook or of a member is taken. */
  async create(text: string, given: NewDefinitions): Promise<WorkbookRow> {
    checkNamespace(given.namespace);
    const { store, workflows, actions } = this.parts;
    const workbook = workbookOf(text);
    actions.refuse(workbook.actions);
    const row = this.begin(text, workbook, given);
    const inherited = { ...given, tags: tagsOf(row) };
    await store.transact(async (transaction) => {
      await this.insert(transaction, row);
      await workflows.definitions.create(transaction, workbook.workflows, inherited);
      await actions.definitions.create(transaction, workbook.actions, inherited);
    });
    return row;
  }

  /**
   * Gives members new revisions, adds those that are new and removes those that are gone; what runs keeps the text it started
   * with. Throws `DefinitionError`, `NotFoundError`, `AlreadyExistsError`, or `ConflictError` where somebody else was faster.
   */
  async update(text: string, given: ChangedDefinitions): Promise<WorkbookRow> {
    const { store, workflows, actions } = this.parts;
    const workbook = workbookOf(text);
    const before = await store.byName(given.projectId, given.namespace, workbook.spec.name);
    if (!before) throw new NotFoundError('Workbook', workbook.spec.name);
    actions.refuse(workbook.actions);
    const row = this.revise(text, workbook, before, given);
    const inherited = { ...given, visibility: row.scope, tags: tagsOf(row) };
    const earlier = memberNames(before);
    await store.transact(async (transaction) => {
      if (!(await store.revise(transaction, before, row))) throw changedMeanwhile(before);
      await workflows.definitions.replace(transaction, earlier.workflows, workbook.workflows, inherited);
      await actions.definitions.replace(transaction, earlier.actions, workbook.actions, inherited);
    });
    return row;
  }

  /** Takes a workbook away with its members; what runs goes on. Throws `NotFoundError`. */
  async delete(id: Id, projectId: Id, options: Deletion = {}): Promise<void> {
    const { store, workflows, actions } = this.parts;
    const row = await store.byId(id);
    if (row?.project_id !== projectId) throw new NotFoundError('Workbook', id);
    const gone = memberNames(row);
    const given = { projectId, namespace: row.namespace, visibility: row.scope, tags: [] };
    const members = await workflows.definitions.named(gone.workflows, given);
    if (members.length > 0)
      await workflows.assertUnused(
        members.map((member) => member.id),
        projectId,
        options,
      );
    await store.transact(async (transaction) => {
      if (!(await store.remove(transaction, row))) throw changedMeanwhile(row);
      await workflows.definitions.replace(transaction, gone.workflows, [], given);
      await actions.definitions.replace(transaction, gone.actions, [], given);
    });
  }

  /** The workbook of a name, in this namespace or else the default one. */
  async find(name: string, { projectId, namespace }: DefinitionScope): Promise<WorkbookRow | null> {
    const { store } = this.parts;
    return (await store.byName(projectId, namespace, name)) ?? (namespace ? store.byName(projectId, '', name) : null);
  }

  private async insert(transaction: Transaction, row: WorkbookRow): Promise<void> {
    await this.parts.store.insert(transaction, row).catch((error: unknown) => {
      throw isDuplicate(error) ? new AlreadyExistsError('Workbook', row.name) : error;
    });
  }

  private begin(text: string, { spec }: Workbook, given: NewDefinitions): WorkbookRow {
    const now = this.parts.clock.now();
    return {
      id: newId(),
      project_id: given.projectId,
      namespace: given.namespace,
      name: spec.name,
      scope: given.visibility,
      tags: tagsText([...spec.tags, ...given.tags]),
      revision: 1,
      definition: text,
      checksum: checksumOf(text),
      created_at: now,
      updated_at: now,
    };
  }

  private revise(text: string, { spec }: Workbook, before: WorkbookRow, given: ChangedDefinitions): WorkbookRow {
    return {
      ...before,
      scope: given.visibility ?? before.scope,
      tags: tagsAfter(before.tags, spec.tags, given.tags),
      revision: before.revision + 1,
      definition: text,
      checksum: checksumOf(text),
      updated_at: this.parts.clock.now(),
    };
  }
}

function workbookOf(text: string): Workbook {
  const { workbook, problems, refusals } = checkWorkbook(text);
  if (!workbook) throw new DefinitionError([...refusals, ...problems]);
  return workbook;
}

function tagsOf({ tags }: WorkbookRow): readonly string[] {
  return JSON.parse(tags) as string[];
}

function changedMeanwhile({ id, name }: WorkbookRow): ConflictError {
  return new ConflictError(`Workbook '${name}' was changed by somebody else.`, id);
}
