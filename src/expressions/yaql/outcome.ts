import { Float, type Value } from '../../base/json.ts';
import { Failure } from '../Failure.ts';
import type { Budget } from '../Limits.ts';
import { Lookup } from '../Scope.ts';
import { dictOf } from '../values/dictionaries.ts';
import { refuseLarger } from '../values/measure.ts';
import { Opaque } from '../values/Opaque.ts';
import { pythonText } from '../values/pythonText.ts';
import { DateTime } from './inner/DateTime.ts';
import { Collection, type Inner } from './inner/Inner.ts';
import { Mapping } from './inner/Mapping.ts';
import { Stream } from './inner/Stream.ts';
import { SetLike } from './inner/sets.ts';
import { Timespan } from './inner/Timespan.ts';
import { MappingView, SequenceView } from './inner/view.ts';

/** What comes out of an expression: plain values, but for sets and moments, which text shows in a way of their own. */
type Result = Value | ResultSet | DateTime | Opaque | readonly Result[];

/** A set, whose members are already results. */
class ResultSet extends Opaque {
  constructor(readonly members: readonly Value[]) {
    super();
  }

  override repr(write: (value: unknown) => string): string {
    return this.members.length === 0 ? 'set()' : `{${this.members.map(write).join(', ')}}`;
  }
}

/** The value of an expression as it is stored. What the expression only picked from the context is that very object. */
export function storedValue(inner: Inner, budget: Budget): Value {
  const finisher = new Finisher(budget, 'stored');
  const value = finisher.finish(inner) as Value;
  if (finisher.hasBuilt) refuseLarger(value, budget.limits.resultBytes);
  return value;
}

/** The value of an expression as mixed text shows it. */
export function textOfResult(inner: Inner, budget: Budget): string {
  const text = pythonText(new Finisher(budget, 'shown').finish(inner), budget.limits.textLength, budget);
  budget.textOf(text.length);
  return text;
}

class Finisher {
  hasBuilt = false;
  private readonly known = new Map<object, Result>();

  constructor(
    private readonly budget: Budget,
    private readonly mode: 'stored' | 'shown',
  ) {}

  finish(inner: Inner): Result {
    if (inner === null || typeof inner !== 'object' || inner instanceof Float) return inner;
    const before = this.known.get(inner);
    if (before !== undefined) return before;
    this.budget.enter();
    const result = this.build(inner);
    this.budget.leave();
    // A stream gives its items once: where it occurs again, nothing is left of it.
    if (!(inner instanceof Stream)) this.known.set(inner, result);
    return result;
  }

  private build(inner: Exclude<Inner, null>): Result {
    if (inner instanceof SequenceView) return inner.source;
    if (inner instanceof MappingView) return inner.source instanceof Lookup ? inner.source.toValue() : inner.source;
    this.hasBuilt = true;
    if (inner instanceof Mapping) return this.dictionary(inner);
    if (inner instanceof SetLike) return this.set(inner);
    if (inner instanceof Collection) return this.items(inner);
    if (inner instanceof DateTime && this.mode === 'stored') return inner.stored();
    // Unlike Mistral, where a task that publishes a timespan hangs.
    if (inner instanceof Timespan && this.mode === 'stored') return inner.text();
    if (this.mode === 'stored') throw new Failure('The result is of a kind that cannot be stored');
    return inner as Result;
  }

  private items(collection: Collection): Result[] {
    const results: Result[] = [];
    for (const item of collection) {
      this.budget.element();
      results.push(this.finish(item));
    }
    return results;
  }

  private dictionary(mapping: Mapping): Result {
    const entries: [Value, Value][] = [];
    for (const [key, value] of mapping.entries()) {
      this.budget.element();
      if (key instanceof Collection || key instanceof Mapping) {
        throw new Failure('A list, set or dictionary cannot be a key of a result');
      }
      entries.push([this.finish(key) as Value, this.finish(value) as Value]);
    }
    return dictOf(entries);
  }

  /** Lists and dictionaries lose on the way out what allowed them to be members. */
  private set(set: SetLike): Result {
    const members: Value[] = [];
    for (const item of set) {
      this.budget.element();
      if (item instanceof Collection || item instanceof Mapping) {
        throw new Failure('A list, set or dictionary cannot be a member of a set in a result');
      }
      members.push(this.finish(item) as Value);
    }
    return this.mode === 'stored' ? members : new ResultSet(members);
  }
}
