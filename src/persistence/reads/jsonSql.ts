import { stringifyJson } from '../../base/json.ts';
import type { JsonCondition, JsonScalarValue, Operator } from './Condition.ts';

/** Gives a value to a statement, and answers with how the statement names it. */
export type Bind = (value: unknown) => string;

/**
 * Conditions on what is inside a column of JSON, which is text to the databases.
 *
 * Values are compared with their like: a number with numbers, a text with texts (by code points). There is no index for it, so
 * what else is asked should leave few rows. What one database cannot read of our JSON (`NaN`, U+0000) counts as not there.
 */
export function jsonSql(condition: JsonCondition, bind: Bind, isPostgres: boolean): string {
  return (isPostgres ? postgresSql : mysqlSql)(condition, bind);
}

type Kind = 'null' | 'boolean' | 'string' | 'number';

function kindOf(value: JsonScalarValue): Kind {
  if (value === null) return 'null';
  return typeof value === 'bigint' ? 'number' : (typeof value as Kind);
}

/** A text that PostgreSQL's `jsonb` refuses. */
const UNREADABLE = String.raw`\\u(0000|d[89a-f])|[[,:]\s*-?(NaN|Infinity)`;

function postgresSql({ column, path, test }: JsonCondition, bind: Bind): string {
  // The column is read as JSON only where it can be: SQL promises no order to AND, and does to CASE.
  const value = `(CASE WHEN row.${column} ~ ${bind(UNREADABLE)} THEN NULL ELSE row.${column}::jsonb END #> ${bind(`{${path.map(quoted).join(',')}}`)}::text[])`;
  if (test.kind === 'there') return `${value} IS NOT NULL`;
  const wanted = `${bind(stringifyJson(test.value))}::jsonb`;
  if (test.kind === 'has') return `(jsonb_typeof(${value}) = 'array' AND ${value} @> ${wanted})`;
  if (test.operator === '=') return `${value} = ${wanted}`;
  const isAlike = `jsonb_typeof(${value}) = '${kindOf(test.value)}'`;
  if (test.operator === '<>') return `${value} <> ${wanted}`;
  if (typeof test.value === 'string') {
    return `(${isAlike} AND (${value} #>> '{}') COLLATE "C" ${test.operator} ${bind(test.value)})`;
  }
  return `(${isAlike} AND ${value} ${test.operator} ${wanted})`;
}

/** MySQL and MariaDB: what they have in common. */
function mysqlSql({ column, path, test }: JsonCondition, bind: Bind): string {
  const value = `JSON_EXTRACT(CASE WHEN JSON_VALID(row.${column}) THEN row.${column} END, ${bind(`$${path.map(step).join('')}`)})`;
  if (test.kind === 'there') return `${value} IS NOT NULL`;
  if (test.kind === 'has') {
    return `(JSON_TYPE(${value}) = 'ARRAY' AND JSON_CONTAINS(${value}, ${bind(stringifyJson(test.value))}))`;
  }
  const same = mysqlComparison(value, test.operator === '<>' ? '=' : test.operator, test.value, bind);
  return test.operator === '<>' ? `(${value} IS NOT NULL AND NOT COALESCE(${same}, FALSE))` : same;
}

const MYSQL_TYPES: Readonly<Record<Kind, string>> = {
  null: "'NULL'",
  boolean: "'BOOLEAN'",
  string: "'STRING'",
  number: "'INTEGER', 'DOUBLE', 'DECIMAL', 'UNSIGNED INTEGER'",
};

function mysqlComparison(value: string, operator: Operator, wanted: JsonScalarValue, bind: Bind): string {
  const isAlike = `JSON_TYPE(${value}) IN (${MYSQL_TYPES[kindOf(wanted)]})`;
  const text = `JSON_UNQUOTE(${value})`;
  if (kindOf(wanted) === 'number') return `(${isAlike} AND ${text} + 0 ${operator} ${bind(String(wanted))} + 0)`;
  if (typeof wanted === 'string') {
    return `(${isAlike} AND ${text} COLLATE utf8mb4_bin ${operator} ${bind(wanted)})`;
  }
  return `(${isAlike} AND ${text} ${operator} ${bind(String(wanted))})`;
}

/** Inside a literal of PostgreSQL's lists. */
const quoted = (key: string) => `"${key.replaceAll(/["\\]/g, '\\$&')}"`;

/** Numbers are places in a list. */
const step = (key: string) => (/^\d{1,9}$/.test(key) ? `[${key}]` : `.${JSON.stringify(key)}`);
