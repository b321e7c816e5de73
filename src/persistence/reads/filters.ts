import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { allOf, type Comparable, type Condition, compares, equals, isNull, isOneOf, not } from './Condition.ts';
import { holds } from './holds.ts';
import { whereHolds } from './whereHolds.ts';

/** Conditions on one column; all that are given have to hold. An absent one, or null, is none. */
export interface ColumnFilter<Value extends Comparable> {
  readonly eq?: Value | null;
  readonly neq?: Value | null;
  readonly gt?: Value | null;
  readonly gte?: Value | null;
  readonly lt?: Value | null;
  readonly lte?: Value | null;
  readonly in?: readonly Value[] | null;
  readonly notIn?: readonly Value[] | null;
  readonly isNull?: boolean | null;
}

/** Conditions on a text. Case counts. */
export interface StringFilter extends ColumnFilter<string> {
  readonly contains?: string | null;
  readonly startsWith?: string | null;
}

const OPERATORS = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** What a filter of a column says. */
export function columnCondition(
  column: string,
  filter: StringFilter | ColumnFilter<Comparable> | null | undefined,
): Condition {
  if (!filter) return allOf();
  const found: Condition[] = [];
  for (const [name, operator] of Object.entries(OPERATORS)) {
    const value = filter[name as keyof typeof OPERATORS];
    if (value != null) found.push(compares(column, operator, value));
  }
  if (filter.in) found.push(isOneOf(column, filter.in));
  if (filter.notIn?.length) found.push(not(isNull(column)), not(isOneOf(column, filter.notIn)));
  if (filter.isNull != null) found.push(filter.isNull ? isNull(column) : not(isNull(column)));
  if ('contains' in filter && filter.contains != null) {
    found.push({ kind: 'like', column, at: 'anywhere', text: filter.contains });
  }
  if ('startsWith' in filter && filter.startsWith != null) {
    found.push({ kind: 'like', column, at: 'start', text: filter.startsWith });
  }
  return allOf(...found);
}

/** A list of texts, kept as JSON, has all of these. */
export function tagsCondition(column: string, tags: readonly string[] | null | undefined): Condition {
  return allOf(
    ...(tags ?? []).map((tag): Condition => ({ kind: 'like', column, at: 'anywhere', text: JSON.stringify(tag) })),
  );
}

/** A column is one of these; an empty list leaves nothing, an absent one everything. */
export function amongCondition(column: string, values: readonly Comparable[] | null | undefined): Condition {
  return values ? isOneOf(column, values) : allOf();
}

/** A column is this, where one is given. */
export function sameCondition(column: string, value: Comparable | null | undefined): Condition {
  return value == null ? allOf() : equals(column, value);
}

/** Narrows a query by a text column of its table. */
export function whereText<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: keyof Row & string,
  filter: StringFilter | null | undefined,
): void {
  whereHolds(query, columnCondition(column, filter));
}

/** The same conditions, on a text at hand. */
export function textMatches(text: string, filter: StringFilter | null | undefined): boolean {
  return holds(columnCondition('text', filter), { text });
}

/** Narrows a query to some values of a column; an empty list leaves nothing, an absent one everything. */
export function whereIn<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: keyof Row & string,
  values: readonly string[] | null | undefined,
): void {
  whereHolds(query, amongCondition(column, values));
}
