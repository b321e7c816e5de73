import type { TurnWrites } from '../TurnStore.ts';
import { type ColumnForm, TABLE_WRITES, type TableWrite } from '../tables.ts';
import { rowsText } from './rowsText.ts';

/** A statement Postgres prepares once for each connection. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

const TYPES: Readonly<Record<ColumnForm, string>> = {
  text: 'text',
  integer: 'int',
  boolean: 'boolean',
  time: 'timestamptz',
};

const texts = new Map<string, { name: string; text: string }>();

/**
 * All the tables a turn touches, written by one statement. Rows travel as one JSON text per table, so the statement's text
 * does not depend on their number: there is one prepared statement for each combination of tables.
 *
 * Of rows that exist the keys travel once more as an array. PostgreSQL expects a hundred rows of any JSON text, and would
 * rather walk through a whole table than look for so many one by one.
 *
 * A statement that writes a row twice keeps one of the two. So what is discarded is written before the others where it may be
 * among them: a sub-workflow, in the very batch in which it takes a turn itself.
 */
export function writeStatements(writes: TurnWrites): readonly NamedStatement[] {
  const touched = (Object.keys(TABLE_WRITES) as (keyof TurnWrites)[]).filter((table) => writes[table].length > 0);
  const isApart = writes.executions.length > 1 || writes.actionStates.length > 0 || writes.forgotten.length > 0;
  const isFirst = (table: keyof TurnWrites) => isApart && table === 'discarded';
  const groups = [touched.filter(isFirst), touched.filter((table) => !isFirst(table))];
  return groups
    .filter((tables) => tables.length > 0)
    .map((tables) => ({
      ...combined(tables),
      values: tables.flatMap((table) => valuesOf(TABLE_WRITES[table], writes[table])),
    }));
}

function combined(tables: readonly (keyof TurnWrites)[]): { name: string; text: string } {
  const key = tables.join('+');
  const known = texts.get(key);
  if (known) return known;
  const parts: string[] = [];
  let parameters = 0;
  for (const table of tables) {
    const write = TABLE_WRITES[table];
    parts.push(...sqlOf(write, parameters + 1).map((sql, part) => `${table}_written_${part} AS (${sql})`));
    parameters += write.kind === 'insert' ? 1 : 2;
  }
  const statement = { name: `write_${texts.size}`, text: `WITH ${parts.join(',\n')} SELECT 1` };
  texts.set(key, statement);
  return statement;
}

function valuesOf({ kind }: TableWrite, rows: readonly object[]): unknown[] {
  if (kind === 'insert') return [rowsText(rows)];
  const key = kind === 'update' ? 'id' : 'task_id';
  return [rowsText(rows), rows.map((row) => (row as Readonly<Record<string, unknown>>)[key])];
}

function sqlOf(write: TableWrite, parameter: number): string[] {
  const names = Object.keys(write.columns);
  const typed = names.map((name) => `${quoted(name)} ${TYPES[write.columns[name] as ColumnForm]}`).join(', ');
  const rows = `json_to_recordset($${parameter}::json) AS new(${typed})`;
  const keys = `ANY($${parameter + 1})`;
  if (write.kind === 'insert') return [insertSql(write, names, rows)];
  if (write.kind === 'update') return [updateSql(write, names, rows, keys)];
  return (write.follow ?? []).map(
    ({ table, column, set, where = 'true' }) =>
      `UPDATE ${table} old SET ${set} FROM ${rows} WHERE old.${column} = ${keys} AND old.${column} = new.task_id AND (${where})`,
  );
}

/** A change takes its transaction's number as its place: see `changes/README.md`. */
function insertSql(write: TableWrite, names: readonly string[], rows: string): string {
  const isLog = write.table === 'change_log';
  const columns = [...names.map(quoted), ...(isLog ? ['position'] : [])].join(', ');
  const values = [
    ...names.map((name) => `new.${quoted(name)}`),
    ...(isLog ? ['pg_current_xact_id()::text::bigint'] : []),
  ];
  return `INSERT INTO ${write.table} (${columns}) SELECT ${values.join(', ')} FROM ${rows}`;
}

function updateSql(write: TableWrite, names: readonly string[], rows: string, keys: string): string {
  const settings = names
    .filter((name) => name !== 'id')
    .map((name) => {
      const value = write.keeps?.includes(name)
        ? `COALESCE(new.${quoted(name)}, old.${quoted(name)})`
        : `new.${quoted(name)}`;
      return `${quoted(name)} = ${value}`;
    });
  return `UPDATE ${write.table} old SET ${settings.join(', ')} FROM ${rows} WHERE old.id = ${keys} AND old.id = new.id`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
