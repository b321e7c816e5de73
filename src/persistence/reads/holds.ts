import { Bug } from '../../base/errors.ts';
import type { Comparable, Condition, Operator } from './Condition.ts';

/** Columns at hand, by their names. */
export type Columns = Readonly<Record<string, Comparable | null>>;

/** Whether a condition holds of a row at hand: the answer that the database gives by `whereHolds`. */
export function holds(condition: Condition, row: Columns): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.of.every((each) => holds(each, row));
    case 'or':
      return condition.of.some((each) => holds(each, row));
    case 'not':
      return !holds(condition.of, row);
    case 'compare':
      return withValue(row, condition.column, (value) => compared(value, condition.operator, condition.value));
    case 'in':
      return withValue(row, condition.column, (value) => condition.values.some((each) => order(value, each) === 0));
    case 'null':
      return row[condition.column] === null;
    case 'like':
      return withValue(row, condition.column, (value) =>
        condition.at === 'start' ? String(value).startsWith(condition.text) : String(value).includes(condition.text),
      );
    case 'json':
      throw new Bug(`The database alone knows what is inside '${condition.column}'.`);
  }
}

function withValue(row: Columns, column: string, test: (value: Comparable) => boolean): boolean {
  const value = row[column];
  if (value === undefined) throw new Bug(`The column '${column}' is not at hand.`);
  return value !== null && test(value);
}

const ANSWERS: Readonly<Record<Operator, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function compared(left: Comparable, operator: Operator, right: Comparable): boolean {
  return ANSWERS[operator](order(left, right));
}

/** Texts in the order of code points, as the databases are told to. */
function order(left: Comparable, right: Comparable): number {
  if (typeof left === 'string') return Buffer.compare(Buffer.from(left), Buffer.from(String(right)));
  return Number(left) - Number(right);
}
