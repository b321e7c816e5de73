import { InputError } from '../base/errors.ts';
import { Float, type Value } from '../base/json.ts';
import {
  allOf,
  type Condition,
  type JsonCondition,
  type JsonScalarValue,
  not,
  type Operator,
} from '../persistence/reads/Condition.ts';
import type { JsonFilterInput } from './filters.ts';

const OPERATORS: readonly (readonly [keyof JsonFilterInput, Operator])[] = [
  ['eq', '='],
  ['neq', '<>'],
  ['gt', '>'],
  ['gte', '>='],
  ['lt', '<'],
  ['lte', '<='],
];

/** How deep a path may go. */
const DEPTH = 32;

/** What filters of a column of JSON say; all of them have to hold. Paths begin at `root` inside the column. */
export function jsonCondition(
  column: string,
  filters: readonly JsonFilterInput[] | null | undefined,
  root: readonly string[] = [],
): Condition {
  return allOf(...(filters ?? []).map((filter) => ofPlace(column, [...root, ...filter.path], filter)));
}

function ofPlace(column: string, path: readonly string[], filter: JsonFilterInput): Condition {
  if (path.length === 0) throw new InputError("A JSON filter's 'path' names at least one key.");
  if (path.length > DEPTH) throw new InputError(`A JSON filter's 'path' has at most ${DEPTH} keys.`);
  const place = (test: JsonCondition['test']): Condition => ({ kind: 'json', column, path, test });
  const compare = (operator: Operator, value: Value): Condition =>
    place({ kind: 'compare', operator, value: scalarOf(value) });
  const equalsOneOf = (values: readonly Value[]): Condition => ({
    kind: 'or',
    of: values.map((each) => compare('=', each)),
  });
  const found: Condition[] = [];
  for (const [name, operator] of OPERATORS) {
    const value = filter[name] as Value | undefined;
    if (value !== undefined) found.push(compare(operator, value));
  }
  if (filter.in) found.push(equalsOneOf(filter.in));
  if (filter.notIn) found.push(place({ kind: 'there' }), not(equalsOneOf(filter.notIn)));
  if (filter.has !== undefined) found.push(place({ kind: 'has', value: scalarOf(filter.has) }));
  if (filter.isMissing != null) found.push(filter.isMissing ? not(place({ kind: 'there' })) : place({ kind: 'there' }));
  if (found.length === 0) throw new InputError(`The JSON filter of '${path.join('.')}' says nothing.`);
  return allOf(...found);
}

function scalarOf(value: Value): JsonScalarValue {
  const plain = value instanceof Float ? value.value : value;
  if (plain === null || typeof plain !== 'object') {
    if (typeof plain !== 'number' || Number.isFinite(plain)) return plain;
  }
  throw new InputError('A JSON filter compares texts, numbers, true, false and null.');
}
