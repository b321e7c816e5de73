/**
 * What has to hold of a row: plain data, which `whereHolds.ts` says in SQL and `holds.ts` decides for a row at hand.
 *
 * Both have two values only: a comparison with nothing there does not hold, and then its `not` does.
 */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly column: string; readonly operator: Operator; readonly value: Comparable }
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly Comparable[] }
  | { readonly kind: 'null'; readonly column: string }
  | { readonly kind: 'like'; readonly column: string; readonly at: 'start' | 'anywhere'; readonly text: string }
  | JsonCondition;

/** Of a value inside a column of JSON; see `jsonSql.ts`. Only the database decides it. */
export interface JsonCondition {
  readonly kind: 'json';
  readonly column: string;
  /** Keys of objects and indices of lists, from the root. */
  readonly path: readonly string[];
  /** `has`: a list has this among its items; `there`: there is a value, which may be null. */
  readonly test:
    | { readonly kind: 'compare'; readonly operator: Operator; readonly value: JsonScalarValue }
    | { readonly kind: 'has'; readonly value: JsonScalarValue }
    | { readonly kind: 'there' };
}

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Comparable = string | number | boolean | Date;
export type JsonScalarValue = string | number | bigint | boolean | null;

/** Holds of every row. */
export const ALL: Condition = { kind: 'and', of: [] };

export const allOf = (...of: readonly Condition[]): Condition =>
  of.length === 1 ? (of[0] as Condition) : { kind: 'and', of };
export const not = (of: Condition): Condition => ({ kind: 'not', of });
export const isNull = (column: string): Condition => ({ kind: 'null', column });
export const isOneOf = (column: string, values: readonly Comparable[]): Condition => ({ kind: 'in', column, values });
export const compares = (column: string, operator: Operator, value: Comparable): Condition => ({
  kind: 'compare',
  column,
  operator,
  value,
});
export const equals = (column: string, value: Comparable): Condition => compares(column, '=', value);

/** The columns that a condition looks at. */
export function columnsOf(condition: Condition): ReadonlySet<string> {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return new Set(condition.of.flatMap((each) => [...columnsOf(each)]));
    case 'not':
      return columnsOf(condition.of);
    default:
      return new Set([condition.column]);
  }
}
