import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Condition } from './Condition.ts';
import { type Bind, jsonSql } from './jsonSql.ts';

/** Narrows a query to the rows of which a condition holds; the table's alias is `row`. */
export function whereHolds<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, condition: Condition): void {
  if (condition.kind === 'and') {
    // One by one they stay readable, and the database is free to choose between them.
    for (const each of condition.of) whereHolds(query, each);
    return;
  }
  const isPostgres = query.connection.options.type === 'postgres';
  const values: Record<string, unknown> = {};
  const first = Object.keys(query.getParameters()).length;
  const bind: Bind = (value) => {
    const name = `value_${first + Object.keys(values).length}`;
    values[name] = value;
    return Array.isArray(value) ? `(:...${name})` : `:${name}`;
  };
  query.andWhere(sqlOf(condition, bind, isPostgres), values);
}

function sqlOf(condition: Condition, bind: Bind, isPostgres: boolean): string {
  const inner = (each: Condition) => sqlOf(each, bind, isPostgres);
  switch (condition.kind) {
    case 'and':
      return condition.of.length === 0 ? '1 = 1' : `(${condition.of.map(inner).join(' AND ')})`;
    case 'or':
      return condition.of.length === 0 ? '1 = 0' : `(${condition.of.map(inner).join(' OR ')})`;
    case 'not':
      if (condition.of.kind === 'null') return `row.${condition.of.column} IS NOT NULL`;
      // A comparison with nothing there is neither true nor false in SQL; here it does not hold.
      return `NOT COALESCE(${inner(condition.of)}, FALSE)`;
    case 'compare':
      return `row.${condition.column}${collationOf(condition, isPostgres)} ${condition.operator} ${bind(condition.value)}`;
    case 'in':
      return condition.values.length === 0 ? '1 = 0' : `row.${condition.column} IN ${bind(condition.values)}`;
    case 'null':
      return `row.${condition.column} IS NULL`;
    case 'like':
      return `row.${condition.column} LIKE ${bind(`${condition.at === 'anywhere' ? '%' : ''}${escaped(condition.text)}%`)}`;
    case 'json':
      return jsonSql(condition, bind, isPostgres);
  }
}

/** PostgreSQL orders texts as the language of the database does, unless it is told otherwise; then no index of it helps. */
function collationOf(
  { column, operator, value }: Extract<Condition, { kind: 'compare' }>,
  isPostgres: boolean,
): string {
  const isOrdered = operator !== '=' && operator !== '<>';
  // Ids are of one form, which every language orders alike.
  return isPostgres && isOrdered && typeof value === 'string' && column !== 'id' ? ' COLLATE "C"' : '';
}

/** `\`, `%` and `_` mean themselves. Both databases take the backslash as escape. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
