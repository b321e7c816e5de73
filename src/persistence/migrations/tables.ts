import { type QueryRunner, Table, TableColumn, type TableColumnOptions, type TableIndexOptions } from 'typeorm';

type Column = Omit<TableColumnOptions, 'name'>;

/** The columns that tables are made of, in one database's types. Later versions of the entities do not change them. */
export type Types = Readonly<
  Record<'id' | 'hash' | 'name' | 'word' | 'text' | 'integer' | 'bigint' | 'flag' | 'time', Column>
>;

/** Columns by name. */
export type ColumnsOf = (types: Types) => Readonly<Record<string, Column>>;

export interface TableText {
  readonly name: string;
  readonly columns: readonly TableColumnOptions[];
  readonly indices: readonly TableIndexOptions[];
}

export async function createTables(runner: QueryRunner, tables: (types: Types) => TableText[]): Promise<void> {
  for (const { name, columns, indices } of tables(typesOf(runner))) {
    await runner.createTable(new Table({ name, columns: [...columns], indices: [...indices], engine: 'InnoDB' }));
  }
}

export async function dropTables(runner: QueryRunner, tables: (types: Types) => TableText[]): Promise<void> {
  for (const { name } of tables(typesOf(runner)).reverse()) await runner.dropTable(name);
}

export async function addColumns(runner: QueryRunner, name: string, columns: ColumnsOf): Promise<void> {
  for (const [column, type] of Object.entries(columns(typesOf(runner)))) {
    await runner.addColumn(name, new TableColumn({ name: column, ...type }));
  }
}

export async function dropColumns(runner: QueryRunner, name: string, columns: ColumnsOf): Promise<void> {
  await runner.dropColumns(name, Object.keys(columns(typesOf(runner))));
}

export function table(
  name: string,
  columns: Readonly<Record<string, Column>>,
  indices: readonly TableIndexOptions[] = [],
): TableText {
  return { name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, ...type })), indices };
}

export const key = (column: Column): Column => ({ ...column, isPrimary: true });
export const nullable = (column: Column): Column => ({ ...column, isNullable: true });

function typesOf(runner: QueryRunner): Types {
  const isPostgres = runner.connection.options.type === 'postgres';
  const collation = isPostgres ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_bin' };
  return {
    id: { type: 'varchar', length: '36', ...collation },
    hash: { type: 'varchar', length: '64', ...collation },
    name: { type: 'varchar', length: '255', ...collation },
    word: { type: 'varchar', length: '20', ...collation },
    text: { type: isPostgres ? 'text' : 'longtext', ...collation },
    integer: { type: isPostgres ? 'integer' : 'int' },
    bigint: { type: 'bigint' },
    flag: isPostgres ? { type: 'boolean' } : { type: 'tinyint', length: '1' },
    time: { type: isPostgres ? 'timestamptz' : 'datetime', precision: 6 },
  };
}
