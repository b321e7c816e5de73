import { Float, type Value } from '../../base/json.ts';
import { shortened } from '../../base/shortened.ts';
import type { Place } from '../Place.ts';
import { isWholeExpression } from '../patterns.ts';
import { checkText } from './checkExpressions.ts';

/** The text there, which may not be empty. Anything else is reported, and nothing is given. */
export function readText(place: Place): string | undefined {
  const { node } = place;
  if (node.kind === 'scalar' && !node.isDate && typeof node.value === 'string' && node.value !== '') return node.value;
  wrong(place, 'a text');
  return undefined;
}

/** A whole expression whose syntax is right. */
export function readExpression(place: Place): string | undefined {
  const { node } = place;
  if (node.kind === 'scalar' && !node.isDate && typeof node.value === 'string' && isWholeExpression(node.value)) {
    checkText(place, node.value, 'ERROR');
    return node.value;
  }
  wrong(place, 'an expression');
  return undefined;
}

/** A whole number of at least 0, or an expression that gives one. */
export function readCount(place: Place): Value | undefined {
  const count = countOf(place);
  if (count !== undefined) return count;
  return readAlternative(place, 'a whole number of at least 0');
}

/** A whole number of at least 0 that is written out; `undefined`, without a report, for everything else. */
export function countOf({ node }: Place): number | undefined {
  if (node.kind !== 'scalar') return undefined;
  const number = node.value instanceof Float ? node.value.value : Number(node.value);
  const isNumber = typeof node.value === 'number' || typeof node.value === 'bigint' || node.value instanceof Float;
  return isNumber && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** True or false, or an expression that gives it. */
export function readFlag(place: Place): Value | undefined {
  if (place.node.kind === 'scalar' && typeof place.node.value === 'boolean') return place.node.value;
  return readAlternative(place, 'true or false');
}

function readAlternative(place: Place, what: string): string | undefined {
  const { node } = place;
  const isExpression = node.kind === 'scalar' && typeof node.value === 'string' && isWholeExpression(node.value);
  if (isExpression) return readExpression(place);
  wrong(place, `${what} or an expression`);
  return undefined;
}

/** Reports that something else was wanted there, and says what was found. */
export function wrong(place: Place, wanted: string): void {
  const { node } = place;
  const hint = node.kind === 'scalar' && node.isDate ? 'YAML makes a date of this; put it in quotes' : undefined;
  place.error(`${place.label} must be ${wanted}, not ${describe(place)}.`, hint);
}

function describe({ node }: Place): string {
  if (node.kind === 'sequence') return node.items.length === 0 ? 'an empty list' : 'a list';
  if (node.kind === 'mapping') return node.entries.length === 0 ? 'an empty mapping' : 'a mapping';
  if (node.isDate) return 'a date';
  if (node.value === null) return node.text === '' ? 'nothing' : 'null';
  if (node.value === '') return 'an empty text';
  if (typeof node.value === 'boolean') return `the boolean ${node.value} ('${node.text}')`;
  if (typeof node.value === 'string') return `the text '${shortened(node.value)}'`;
  return `the number ${shortened(node.text)}`;
}
