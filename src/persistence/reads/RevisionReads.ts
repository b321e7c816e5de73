import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { RevisionRow } from '../rows.ts';

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
