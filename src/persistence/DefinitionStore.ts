import { type DataSource, In } from 'typeorm';
import type { Id } from '../base/ids.ts';
import { queryPrepared } from './postgres/postgresPool.ts';
import type { DefinitionRow, RevisionRow } from './rows.ts';
import { type Transaction, transact } from './transact.ts';

/** Where one kind of definition is kept. */
interface DefinitionTables {
  readonly definitions: string;
  readonly revisions: string;
  /** The column by which a text names its definition. */
  readonly owner: string;
}

/** Names of one namespace or several, in one project. */
export interface NamesWanted {
  readonly projectId: Id;
  readonly namespaces: readonly string[];
  readonly names: readonly string[];
}

export interface RevisionKey {
  readonly id: Id;
  readonly revision: number;
}

/** Stored definitions of one kind, and the texts they have had. */
export class DefinitionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tables: DefinitionTables,
  ) {}

  byIds(ids: readonly Id[]): Promise<DefinitionRow[]> {
    return this.dataSource.getRepository<DefinitionRow>(this.tables.definitions).findBy({ id: In([...ids]) });
  }

  byNames(wanted: NamesWanted, transaction?: Transaction): Promise<DefinitionRow[]> {
    const { projectId, namespaces, names } = wanted;
    // Every start asks this, so it is worth preparing.
    if (!transaction && this.dataSource.options.type === 'postgres') {
      const text = `SELECT * FROM ${this.tables.definitions} WHERE project_id = $1 AND namespace = ANY($2) AND name = ANY($3)`;
      return queryPrepared(this.dataSource, text, [projectId, namespaces, names]);
    }
    return (transaction ?? this.dataSource.manager)
      .getRepository<DefinitionRow>(this.tables.definitions)
      .findBy({ project_id: projectId, namespace: In([...namespaces]), name: In([...names]) });
  }

  /** The texts of these revisions, in the order asked for; null where there is none. */
  async revisions(keys: readonly RevisionKey[]): Promise<(RevisionRow | null)[]> {
    const { revisions, owner } = this.tables;
    const rows = await this.dataSource
      .getRepository<RevisionRow & Record<string, unknown>>(revisions)
      .find({ where: keys.map(({ id, revision }) => ({ [owner]: id, revision })) });
    const byKey = new Map(rows.map((row) => [`${row[owner]}:${row.revision}`, row]));
    return keys.map(({ id, revision }) => byKey.get(`${id}:${revision}`) ?? null);
  }

  /** Runs `work` in one transaction: all definitions of a text are stored, or none. */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return transact(this.dataSource, work);
  }

  async insert(transaction: Transaction, row: DefinitionRow, text: RevisionRow): Promise<void> {
    await transaction.insert(this.tables.definitions, row);
    await this.insertText(transaction, row.id, text);
  }

  /** Makes a revision the current one. Guarded: another's update in between leaves the row alone and answers false. */
  async revise(
    transaction: Transaction,
    before: DefinitionRow,
    after: DefinitionRow,
    text: RevisionRow,
  ): Promise<boolean> {
    const { id, revision } = before;
    const { affected } = await transaction.update(this.tables.definitions, { id, revision }, after);
    if (!affected) return false;
    await this.insertText(transaction, id, text);
    return true;
  }

  /** Takes definitions away. Their texts stay: executions may still run on them. Answers how many there were. */
  async remove(ids: readonly Id[], transaction: Transaction = this.dataSource.manager): Promise<number> {
    if (ids.length === 0) return 0;
    const { affected } = await transaction.delete(this.tables.definitions, { id: In([...ids]) });
    return affected ?? 0;
  }

  private async insertText(transaction: Transaction, id: Id, text: RevisionRow): Promise<void> {
    await transaction.insert(this.tables.revisions, { [this.tables.owner]: id, ...text });
  }
}
