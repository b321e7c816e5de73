import { LimitError } from '../../base/errors.ts';
import { Dict, type Value } from '../../base/json.ts';

/**
 * Refuses a value that would be longer than `limit` bytes of JSON, about. A part that occurs many times is walked once and
 * counted each time: a few references can make a value that no memory holds once it is written out.
 */
export function refuseLarger(value: Value, limit: number): void {
  const size = sizeOf(value, limit, new Map());
  if (size > limit) throw new LimitError('The result of an expression', limit, size);
}

function sizeOf(value: Value, limit: number, known: Map<object, number>): number {
  if (typeof value === 'string') return value.length + 2;
  if (value === null || typeof value !== 'object') return 8;
  const before = known.get(value);
  if (before !== undefined) return before;
  let size = 2;
  for (const part of partsOf(value)) {
    size += 1 + sizeOf(part, limit, known);
    if (size > limit) break;
  }
  known.set(value, size);
  return size;
}

function* partsOf(value: object): Generator<Value> {
  if (Array.isArray(value)) yield* value as Value[];
  else if (value instanceof Dict) for (const entry of value) yield* entry;
  else if (Object.getPrototypeOf(value) === Object.prototype) {
    for (const key of Object.keys(value)) {
      yield key;
      yield (value as Record<string, Value>)[key] as Value;
    }
  }
}
