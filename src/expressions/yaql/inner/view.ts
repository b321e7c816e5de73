import { Float, type Value } from '../../../base/json.ts';
import type { Lookup } from '../../Scope.ts';
import type { Dictionary } from '../../values/dictionaries.ts';
import type { Inner } from './Inner.ts';
import { MappingView } from './Mapping.ts';
import { SequenceView } from './Sequence.ts';

/** A value from outside as the evaluator sees it, without copying. */
export function view(value: Value | Lookup, isFrozen: boolean): Inner {
  if (value === null || typeof value !== 'object' || value instanceof Float) return value;
  if (Array.isArray(value)) return new SequenceView(value as readonly Value[], isFrozen);
  return new MappingView(value as Dictionary, isFrozen);
}
