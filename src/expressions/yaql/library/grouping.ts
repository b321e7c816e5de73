import { Failure } from '../../Failure.ts';
import type { Call } from '../Call.ts';
import { NoMatch, OutOfRange } from '../failures.ts';
import { hashOf } from '../inner/hash.ts';
import type { Inner } from '../inner/Inner.ts';
import { Mapping } from '../inner/Mapping.ts';
import { list, Sequence, tuple } from '../inner/Sequence.ts';
import { SetLike } from '../inner/sets.ts';
import { collection, type Lambda, lambda } from '../kinds.ts';
import { asMethod, type Overload, one, optional } from '../Overload.ts';

/**
 * Works out one group. Expressions written for the first version of `groupBy` expect `[key, values]` instead of the values,
 * and give `[key, result]`: where the new way fails, the old one is tried, until a group shows which is meant.
 */
class Aggregator {
  private mayBeOld = true;
  private failure: Failure | undefined;

  constructor(
    private readonly call: Call,
    private readonly aggregate: Lambda,
  ) {}

  of(key: Inner, values: Sequence): Inner {
    if (!this.failure) {
      try {
        const result = this.aggregate(values);
        if (!this.looksOld(values, result)) this.mayBeOld = false;
        return tuple([key, result]);
      } catch (error) {
        if (!(error instanceof NoMatch || error instanceof OutOfRange)) throw error;
        this.failure = error;
      }
    }
    const old = this.mayBeOld ? this.oldWay(tuple([key, values])) : undefined;
    if (old === undefined) throw this.failure;
    return old;
  }

  /** A result that the old way could have given as well, by accident. */
  private looksOld(values: Sequence, result: Inner): boolean {
    if (values.length !== 2 || !(result instanceof Sequence) || result.length !== 2) return false;
    return this.call.evaluation.equals(result.at(0), values.at(0));
  }

  private oldWay(group: Inner): Inner | undefined {
    try {
      const result = this.aggregate(group);
      return lengthOf(result) === 2 ? result : undefined;
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  }
}

function lengthOf(value: Inner): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Mapping) return value.size;
  if (value instanceof Sequence) return value.length;
  return value instanceof SetLike ? value.size : -1;
}

function groups(call: Call, items: Iterable<Inner>, keyOf: Lambda, memberOf: Lambda | null): [Inner, Inner[]][] {
  const table = new Map<unknown, [Inner, Inner[]]>();
  for (const item of items) {
    call.budget.element();
    const value = memberOf ? memberOf(item) : item;
    const key = keyOf(item);
    const hash = hashOf(key);
    const known = table.get(hash);
    if (known) known[1].push(value);
    else table.set(hash, [key, [value]]);
  }
  return [...table.values()];
}

function* aggregated(call: Call, all: readonly [Inner, Inner[]][], aggregate: Lambda | null): Generator<Inner> {
  const aggregator = aggregate && new Aggregator(call, aggregate);
  for (const [key, values] of all) {
    yield aggregator ? aggregator.of(key, list(values)) : tuple([key, list(values)]);
  }
}

export const grouping: readonly Overload[] = [
  asMethod(
    'groupBy',
    [
      one('collection', collection),
      one('keySelector', lambda),
      optional('valueSelector', lambda, null),
      optional('aggregator', lambda, null),
    ],
    (call, items, keyOf, memberOf, aggregate) =>
      call.stream(aggregated(call, groups(call, items, keyOf, memberOf), aggregate)),
  ),
];
