import { createHash } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import { AlreadyExistsError, ConflictError, NotFoundError } from '../base/errors.ts';
import { type Id, newId } from '../base/ids.ts';
import type { DefinitionStore } from '../persistence/DefinitionStore.ts';
import { isDuplicate } from '../persistence/isDuplicate.ts';
import type { DefinitionRow, RevisionRow } from '../persistence/rows.ts';
import type { Transaction } from '../persistence/transact.ts';
import type {
  ChangedDefinitions,
  Definition,
  DefinitionScope,
  NewDefinitions,
  StoredDefinition,
} from './Definition.ts';
import { tagsAfter, tagsText } from './tags.ts';

interface Tagged {
  readonly tags: readonly string[];
}

/** Writes definitions of one kind, which have been checked, in a transaction that somebody else may have more to do in. */
export class Definitions<Spec extends Tagged> {
  constructor(
    readonly store: DefinitionStore,
    private readonly clock: Clock,
    /** What it is called in errors. */
    private readonly kind: string,
  ) {}

  /** Throws `AlreadyExistsError`. */
  async create(
    transaction: Transaction,
    definitions: readonly Definition<Spec>[],
    given: NewDefinitions,
  ): Promise<StoredDefinition[]> {
    const stored = definitions.map((definition) => this.begin(definition, given));
    for (const { row, revision } of stored) {
      await this.store.insert(transaction, row, revision).catch((error: unknown) => {
        throw isDuplicate(error) ? new AlreadyExistsError(this.kind, row.name) : error;
      });
    }
    return stored;
  }

  /** Gives each a new revision. Throws `NotFoundError`, or `ConflictError` where somebody else did so meanwhile. */
  async update(
    transaction: Transaction,
    definitions: readonly Definition<Spec>[],
    given: ChangedDefinitions,
  ): Promise<StoredDefinition[]> {
    const names = definitions.map(({ name }) => name);
    const existing = new Map((await this.named(names, given, transaction)).map((row) => [row.name, row]));
    const revised = definitions.map((definition) => this.revise(definition, existing.get(definition.name), given));
    for (const { before, row, revision } of revised) {
      if (await this.store.revise(transaction, before, row, revision)) continue;
      throw new ConflictError(`${this.kind} '${row.name}' was updated by somebody else.`, before.id);
    }
    return revised;
  }

  /** Makes a set of definitions out of an earlier one: some are new, some change, some go. */
  async replace(
    transaction: Transaction,
    earlier: readonly string[],
    definitions: readonly Definition<Spec>[],
    given: NewDefinitions,
  ): Promise<void> {
    const existing = await this.named(earlier, given, transaction);
    const [names, old] = [new Set(definitions.map(({ name }) => name)), new Set(existing.map(({ name }) => name))];
    const gone = existing.filter(({ name }) => !names.has(name)).map(({ id }) => id);
    await this.store.remove(gone, transaction);
    await this.update(
      transaction,
      definitions.filter(({ name }) => old.has(name)),
      given,
    );
    await this.create(
      transaction,
      definitions.filter(({ name }) => !old.has(name)),
      given,
    );
  }

  /** Those of these names that are in exactly this namespace. */
  async named(
    names: readonly string[],
    { projectId, namespace }: DefinitionScope,
    transaction?: Transaction,
  ): Promise<DefinitionRow[]> {
    return names.length === 0
      ? []
      : this.store.byNames({ projectId, namespaces: [namespace], names }, ...(transaction ? [transaction] : []));
  }

  /** Takes one away; what runs of it goes on. Throws `NotFoundError`. */
  async delete(id: Id, projectId: Id): Promise<void> {
    const [row] = await this.store.byIds([id]);
    const isOwn = row?.project_id === projectId;
    if (!isOwn || (await this.store.remove([id])) === 0) throw new NotFoundError(this.kind, id);
  }

  private begin({ name, spec, text }: Definition<Spec>, given: NewDefinitions): StoredDefinition {
    const now = this.clock.now();
    const row: DefinitionRow = {
      id: newId(),
      project_id: given.projectId,
      namespace: given.namespace,
      name,
      scope: given.visibility,
      tags: tagsText([...spec.tags, ...given.tags]),
      revision: 1,
      created_at: now,
      updated_at: now,
    };
    return { row, revision: revisionOf(row, text) };
  }

  private revise({ name, spec, text }: Definition<Spec>, before: DefinitionRow | undefined, given: ChangedDefinitions) {
    if (!before) throw new NotFoundError(this.kind, name);
    const row: DefinitionRow = {
      ...before,
      revision: before.revision + 1,
      updated_at: this.clock.now(),
      scope: given.visibility ?? before.scope,
      tags: tagsAfter(before.tags, spec.tags, given.tags),
    };
    return { before, row, revision: revisionOf(row, text) };
  }
}

export function checksumOf(definition: string): string {
  return createHash('sha256').update(definition).digest('hex');
}

function revisionOf({ revision, updated_at }: DefinitionRow, definition: string): RevisionRow {
  return { revision, definition, checksum: checksumOf(definition), created_at: updated_at };
}
