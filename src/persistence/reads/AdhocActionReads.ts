import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { AdhocActionRow } from '../rows.ts';
import { ADHOC_ACTION } from './readableTables.ts';
import { type Narrow, TableReads } from './TableReads.ts';

/** A place in the list of names: behind all that come earlier, and behind this one itself. */
export interface NamePlace {
  readonly name: string;
  /** Absent: before the definitions of this name. */
  readonly namespace?: string;
}

/** Reads ad-hoc actions, also in the order of their names. */
export class AdhocActionReads extends TableReads<AdhocActionRow, AdhocActionRow> {
  constructor(private readonly entities: EntityManager) {
    super(entities, ADHOC_ACTION);
  }

  /** At most `limit` after a place, by name and then by namespace, in the order of code points. */
  byName(after: NamePlace | undefined, limit: number, narrow: Narrow<AdhocActionRow>): Promise<AdhocActionRow[]> {
    const { name, namespace } = this.ordered();
    const query = this.entities
      .createQueryBuilder<AdhocActionRow>(ADHOC_ACTION.name, 'row')
      .addSelect(name, 'ordered_name')
      .addSelect(namespace, 'ordered_namespace')
      .orderBy('ordered_name', 'ASC')
      .addOrderBy('ordered_namespace', 'ASC')
      .limit(limit);
    narrow(query);
    if (after) this.goOn(query, after);
    return query.getMany();
  }

  private goOn(query: SelectQueryBuilder<AdhocActionRow>, after: NamePlace): void {
    const { name, namespace } = this.ordered();
    const isLater = `${name} > :afterName OR (row.name = :afterName`;
    if (after.namespace === undefined) query.andWhere(`(${isLater}))`, { afterName: after.name });
    else {
      const values = { afterName: after.name, afterNamespace: after.namespace };
      query.andWhere(`(${isLater} AND ${namespace} > :afterNamespace))`, values);
    }
  }

  /** PostgreSQL orders texts as the language of the database does, unless it is told otherwise. */
  private ordered(): { name: string; namespace: string } {
    const collation = this.entities.connection.options.type === 'postgres' ? '"C"' : 'utf8mb4_bin';
    return { name: `row.name COLLATE ${collation}`, namespace: `row.namespace COLLATE ${collation}` };
  }
}
