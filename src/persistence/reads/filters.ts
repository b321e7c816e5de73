import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Conditions on a text; all that are given have to hold. Case counts. */
export interface StringFilter {
  readonly eq?: string | null;
  readonly neq?: string | null;
  readonly in?: readonly string[] | null;
  readonly notIn?: readonly string[] | null;
  readonly contains?: string | null;
  readonly startsWith?: string | null;
}

/** Narrows a query by a text column of its table. */
export function whereText<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: keyof Row & string,
  filter: StringFilter | null | undefined,
): void {
  if (!filter) return;
  const { eq, neq, contains, startsWith } = filter;
  if (eq != null) where(query, column, '= :', eq);
  if (neq != null) where(query, column, '<> :', neq);
  if (contains != null) where(query, column, 'LIKE :', `%${escaped(contains)}%`);
  if (startsWith != null) where(query, column, 'LIKE :', `${escaped(startsWith)}%`);
  whereIn(query, column, filter.in);
  if (filter.notIn && filter.notIn.length > 0) where(query, column, 'NOT IN :...', filter.notIn);
}

/** The same conditions, on a text at hand. */
export function textMatches(text: string, filter: StringFilter | null | undefined): boolean {
  if (!filter) return true;
  const { eq, neq, in: among, notIn, contains, startsWith } = filter;
  return (
    (eq == null || text === eq) &&
    (neq == null || text !== neq) &&
    (!among || among.includes(text)) &&
    !notIn?.includes(text) &&
    (contains == null || text.includes(contains)) &&
    (startsWith == null || text.startsWith(startsWith))
  );
}

/** Narrows a query to some values of a column; an empty list leaves nothing, an absent one everything. */
export function whereIn<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: keyof Row & string,
  values: readonly string[] | null | undefined,
): void {
  if (!values) return;
  if (values.length === 0) query.andWhere('1 = 0');
  else where(query, column, 'IN :...', values);
}

/** Each value has a parameter of its own, however many conditions there are on a column. */
function where<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  column: string,
  operator: string,
  value: unknown,
): void {
  const name = `${column}_${Object.keys(query.getParameters()).length}`;
  const isList = operator.endsWith('...');
  query.andWhere(`row.${column} ${isList ? operator.replace(':...', `(:...${name})`) : operator + name}`, {
    [name]: value,
  });
}

/** `\`, `%` and `_` mean themselves. Both databases take the backslash as escape. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
