import { Float } from '../../base/json.ts';
import { type Dictionary, dictSize, isDictionary } from './dictionaries.ts';
import { Opaque } from './Opaque.ts';

/** Python's truth: null, false, zero and everything empty are false. */
export function isTruthy(value: unknown): boolean {
  if (value instanceof Float) return value.value !== 0;
  if (typeof value === 'number') return value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Opaque) return value.isTruthy;
  if (isDictionary(value)) return dictSize(value as Dictionary) > 0;
  return Boolean(value);
}
