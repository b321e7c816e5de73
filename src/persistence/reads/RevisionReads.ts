import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { RevisionRow } from '../rows.ts';
import type { Page, PageRequest } from './PageRequest.ts';

/** A revision without its text. */
export type LightRevision = Omit<RevisionRow, 'definition'>;

interface Key {
  readonly id: Id;
  readonly revision: number;
}

const keyText = ({ id, revision }: Key) => `${id}:${revision}`;

/** Reads the texts that definitions of one kind have had. What is asked for in the same tick is one statement. */
export class RevisionReads<Row extends RevisionRow> {
  private readonly rows = new DataLoader<Key, Row | null, string>((keys) => this.read(keys), { cacheKeyFn: keyText });

  /** `owner` is the column by which a text names its definition. */
  constructor(
    private readonly manager: EntityManager,
    private readonly table: { readonly name: string; readonly owner: keyof Row & string },
  ) {}

  of(id: Id, revision: number): Promise<Row | null> {
    return this.rows.load({ id, revision });
  }

  /** The texts a definition has had, without the texts themselves, the newest first. */
  async page(id: Id, { size, after }: Pick<PageRequest, 'size' | 'after'>): Promise<Page<LightRevision>> {
    const query = this.select(id).select(['row.revision', 'row.checksum', 'row.created_at']);
    if (after !== undefined) query.andWhere('row.revision < :after', { after: Number(after) || 0 });
    const found = await query
      .addSelect(`row.${this.table.owner}`)
      .orderBy('row.revision', 'DESC')
      .limit(size + 1)
      .getMany();
    return { rows: found.slice(0, size), hasNext: found.length > size, hasPrevious: after !== undefined };
  }

  count(id: Id): Promise<number> {
    return this.select(id).getCount();
  }

  private select(id: Id) {
    const { name, owner } = this.table;
    return this.manager.createQueryBuilder<Row>(name, 'row').where(`row.${owner} = :id`, { id });
  }

  private async read(keys: readonly Key[]): Promise<(Row | null)[]> {
    const { name, owner } = this.table;
    const rows = await this.manager
      .createQueryBuilder<Row>(name, 'row')
      .where(keys.map(({ id, revision }) => ({ [owner]: id, revision })))
      .getMany();
    const byKey = new Map(rows.map((row) => [keyText({ id: row[owner] as Id, revision: row.revision }), row]));
    return keys.map((key) => byKey.get(keyText(key)) ?? null);
  }
}
