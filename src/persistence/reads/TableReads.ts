import DataLoader from 'dataloader';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Id } from '../../base/ids.ts';
import type { Page, PageRequest } from './PageRequest.ts';

/** Narrows a query; the table's alias is `row`. */
export type Narrow<Row extends ObjectLiteral> = (query: SelectQueryBuilder<Row>) => void;

export interface ReadableTable<Row> {
  readonly name: string;
  /** The columns that are small. The others are read one by one, when somebody asks. */
  readonly columns: readonly (keyof Row & string)[];
  readonly order: 'ASC' | 'DESC';
}

/** Which rows of each parent. */
export interface PartRequest {
  readonly limit: number;
  /** By id, which is by time; from the oldest unless told otherwise. */
  readonly order?: 'ASC' | 'DESC';
  /** Absent: in any state. */
  readonly states?: readonly string[];
}

/** Some rows of a parent, and how many it has. */
export interface Part<Light> {
  readonly rows: readonly Light[];
  readonly total: number;
}

/** Reads one table for faces. What is asked for in the same tick travels in one statement. */
export class TableReads<Row extends { id: Id }, Light extends { id: Id }> {
  private readonly rows = new DataLoader<Id, Light | null>((ids) => this.readRows(ids));
  private readonly big = new Map<string, DataLoader<Id, string | null>>();

  constructor(
    private readonly manager: EntityManager,
    private readonly table: ReadableTable<Row>,
  ) {}

  byId(id: Id): Promise<Light | null> {
    return this.rows.load(id);
  }

  /** One large column of a row. */
  column(id: Id, column: keyof Row & string): Promise<string | null> {
    let loader = this.big.get(column);
    if (!loader) {
      loader = new DataLoader((ids) => this.readColumn(ids, column));
      this.big.set(column, loader);
    }
    return loader.load(id);
  }

  async page(request: PageRequest, narrow: Narrow<Row>): Promise<Page<Light>> {
    const isForward = request.direction === 'forward';
    const isAscending = (this.table.order === 'ASC') === isForward;
    const query = this.select(this.table.columns);
    narrow(query);
    const [later, earlier] = this.table.order === 'ASC' ? ['>', '<'] : ['<', '>'];
    if (request.after !== undefined) query.andWhere(`row.id ${later} :after`, { after: request.after });
    if (request.before !== undefined) query.andWhere(`row.id ${earlier} :before`, { before: request.before });
    query.orderBy('row.id', isAscending ? 'ASC' : 'DESC').limit(request.size + 1);
    const found = (await query.getMany()) as unknown as Light[];
    const rows = found.slice(0, request.size);
    const isMore = found.length > request.size;
    return {
      rows: isForward ? rows : rows.reverse(),
      hasNext: isForward ? isMore : request.before !== undefined,
      hasPrevious: isForward ? request.after !== undefined : isMore,
    };
  }

  /**
   * The rows of several parents, at most `limit` of each, in one statement; and how many each has. A parent that has none is
   * left out.
   */
  async ofParents(
    column: keyof Row & string,
    parentIds: readonly Id[],
    { limit, order = 'ASC', states }: PartRequest,
  ): Promise<ReadonlyMap<Id, Part<Light>>> {
    if (parentIds.length === 0) return new Map();
    const inState = states ? 'AND state IN (:...states)' : '';
    const ranked = `(
      SELECT id, ${column} AS parent_id, COUNT(*) OVER (PARTITION BY ${column}) AS total,
             ROW_NUMBER() OVER (PARTITION BY ${column} ORDER BY id ${order}) AS place
      FROM ${this.table.name} WHERE ${column} IN (:...parentIds) ${inState})`;
    const { entities, raw } = await this.select(this.table.columns)
      .innerJoin(ranked, 'ranked', 'ranked.id = row.id AND ranked.place <= :limit')
      .addSelect('ranked.parent_id', 'parent_id')
      .addSelect('ranked.total', 'total')
      .setParameters({ parentIds, states, limit })
      .orderBy('row.id', order)
      .getRawAndEntities<{ parent_id: Id; total: string | number }>();
    const parts = new Map<Id, { rows: Light[]; total: number }>();
    for (const [index, { parent_id: parentId, total }] of raw.entries()) {
      const part = parts.get(parentId) ?? { rows: [], total: Number(total) };
      part.rows.push(entities[index] as unknown as Light);
      parts.set(parentId, part);
    }
    return parts;
  }

  count(narrow: Narrow<Row>): Promise<number> {
    const query = this.select(['id']);
    narrow(query);
    return query.getCount();
  }

  private select(columns: readonly string[]): SelectQueryBuilder<Row> {
    return this.manager
      .getRepository<Row>(this.table.name)
      .createQueryBuilder('row')
      .select(columns.map((column) => `row.${column}`));
  }

  private async readRows(ids: readonly Id[]): Promise<(Light | null)[]> {
    const query = this.select(this.table.columns).where('row.id IN (:...ids)', { ids });
    const rows = (await query.getMany()) as unknown as Light[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  private async readColumn(ids: readonly Id[], column: keyof Row & string): Promise<(string | null)[]> {
    const query = this.select(['id', column]).where('row.id IN (:...ids)', { ids });
    const byId = new Map((await query.getMany()).map((row) => [row.id, row[column] as string | null]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
