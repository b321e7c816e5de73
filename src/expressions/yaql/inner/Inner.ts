import type { Numeric } from '../../values/numbers.ts';
import { Opaque } from '../../values/Opaque.ts';

/**
 * A value while YAQL works with it. Lists and dictionaries of the context are not copied: a view that reads through stands
 * for them.
 */
export type Inner = null | boolean | string | Numeric | Kept;

/** Everything that is no scalar. */
export abstract class Kept extends Opaque {
  /** A primitive, or the object itself: the same for equal values. Fails for what Python cannot hash. */
  hash(): unknown {
    return this;
  }
}

/** Anything that can be walked over, but neither text nor dictionaries. */
export abstract class Collection extends Kept {
  abstract [Symbol.iterator](): Iterator<Inner>;
}

/** No argument was given, where null would be one. */
export const ABSENT = Symbol('absent');
export type Absent = typeof ABSENT;
