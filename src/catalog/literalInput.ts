import type { LiteralInput } from '../actions/checkLiterals.ts';
import { Dict, Float, keyText, type Value } from '../base/json.ts';
import type { Mapping } from '../base/mappingOf.ts';
import { holdsExpression } from '../lang/expressionSyntax.ts';

/** An input with the values that expressions decide left open. */
export function literalInput(input: Mapping): LiteralInput {
  const entries: Iterable<readonly [Value, Value]> = input instanceof Dict ? input : Object.entries(input);
  return new Map(Array.from(entries, ([name, value]) => [keyText(name), isLiteral(value) ? value : undefined]));
}

/** Keys are never evaluated. */
function isLiteral(value: Value): boolean {
  if (typeof value === 'string') return !holdsExpression(value);
  if (value === null || typeof value !== 'object' || value instanceof Float) return true;
  if (Array.isArray(value)) return value.every(isLiteral);
  const members: Iterable<Value> = value instanceof Dict ? value.values() : Object.values(value);
  return [...members].every(isLiteral);
}
