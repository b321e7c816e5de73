import { Float, type Value } from '../../../base/json.ts';
import type { Lookup } from '../../Scope.ts';
import { type Dictionary, dictEntries, dictGet, dictKeys, dictSize } from '../../values/dictionaries.ts';
import { type Inner, Kept } from './Inner.ts';
import { Mapping } from './Mapping.ts';
import { Sequence } from './Sequence.ts';

/** A value from outside as the evaluator sees it, without copying. */
export function view(value: Value | Lookup, isFrozen: boolean): Inner {
  if (value === null || typeof value !== 'object' || value instanceof Float) return value;
  if (Array.isArray(value)) return new SequenceView(value as readonly Value[], isFrozen);
  return new MappingView(value as Dictionary, isFrozen);
}

/** A dictionary of the context or of a service, as it is. */
export class MappingView extends Mapping {
  constructor(
    readonly source: Dictionary,
    readonly isFrozen: boolean,
  ) {
    super();
  }

  get size(): number {
    return dictSize(this.source);
  }

  get(key: Inner): Inner | undefined {
    if (key instanceof Kept) {
      // A tuple is never a key of what comes from outside, but what cannot be hashed must fail all the same.
      key.hash();
      return undefined;
    }
    const value = dictGet(this.source, key);
    return value === undefined ? undefined : view(value, this.isFrozen);
  }

  keys(): Iterable<Inner> {
    return dictKeys(this.source).map((key) => view(key, true));
  }

  *entries(): Iterable<readonly [Inner, Inner]> {
    for (const [key, value] of dictEntries(this.source) as Iterable<[Value, Value]>) {
      yield [view(key, true), view(value, this.isFrozen)];
    }
  }
}

/** A list of the context or of a service, as it is. */
export class SequenceView extends Sequence {
  constructor(
    readonly source: readonly Value[],
    readonly isFrozen: boolean,
  ) {
    super();
  }

  get length(): number {
    return this.source.length;
  }

  at(index: number): Inner {
    return view(this.source[index] as Value, this.isFrozen);
  }

  slice(start: number, end?: number): Sequence {
    return new SequenceView(this.source.slice(start, end), this.isFrozen);
  }
}
