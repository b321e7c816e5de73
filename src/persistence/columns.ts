import type { ColumnType, EntitySchemaColumnOptions } from 'typeorm';
import type { Dialect } from '../base/databaseUrl.ts';

/**
 * The columns that the entities are made of, in one database's types.
 *
 * Ids and states are short strings; JSON is text, because key order and number forms are visible to users; times are UTC
 * with microseconds.
 */
export interface Columns {
  readonly id: EntitySchemaColumnOptions;
  readonly name: EntitySchemaColumnOptions;
  readonly word: EntitySchemaColumnOptions;
  readonly text: EntitySchemaColumnOptions;
  readonly integer: EntitySchemaColumnOptions;
  readonly bigint: EntitySchemaColumnOptions;
  readonly flag: EntitySchemaColumnOptions;
  readonly time: EntitySchemaColumnOptions;
  readonly serial: EntitySchemaColumnOptions;
}

const TYPES: Readonly<Record<Dialect, { text: ColumnType; time: ColumnType; integer: ColumnType }>> = {
  postgres: { text: 'text', time: 'timestamptz', integer: 'integer' },
  mysql: { text: 'longtext', time: 'datetime', integer: 'int' },
};

/** The columns in the types of one database. */
export function columnsOf(dialect: Dialect): Columns {
  const types = TYPES[dialect];
  const collation = dialect === 'mysql' ? { charset: 'utf8mb4', collation: 'utf8mb4_bin' } : {};
  return {
    id: { type: 'varchar', length: 36, ...collation },
    name: { type: 'varchar', length: 255, ...collation },
    word: { type: 'varchar', length: 20, ...collation },
    text: { type: types.text, ...collation },
    integer: { type: types.integer },
    bigint: { type: 'bigint' },
    flag: { type: 'boolean' },
    time: { type: types.time, precision: 6 },
    serial: { type: 'bigint', primary: true, generated: 'increment' },
  };
}

/** The same column, allowed to hold nothing. */
export function optional(column: EntitySchemaColumnOptions): EntitySchemaColumnOptions {
  return { ...column, nullable: true };
}
