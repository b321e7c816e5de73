import { Failure } from '../../Failure.ts';
import type { Call } from '../Call.ts';
import { hashOf } from '../inner/hash.ts';
import type { Inner } from '../inner/Inner.ts';
import { MadeMapping, Mapping } from '../inner/Mapping.ts';
import type { RuleValue } from '../inner/RuleValue.ts';
import { DictionaryView, ValuesView } from '../inner/sets.ts';
import { any, collection, lambda, mapping, ruleValue } from '../kinds.ts';
import { asEither, asFunction, asMethod, type Overload, one, optional, rest, takingRules } from '../Overload.ts';
import { pairOf } from './collections.ts';

/** What an entry of a new dictionary costs, measured in the budget's steps. */
const ENTRY_STEPS = 8;

const dict = one('dict', mapping);
const key = one('key', any);

type Entries = Iterable<readonly [Inner, Inner]>;

function frozen(call: Call, ...entries: readonly Entries[]): Mapping {
  return made(call, true, entries);
}

function made(call: Call, isFrozen: boolean, entries: readonly Entries[]): Mapping {
  return new MadeMapping(counted(call, entries), isFrozen);
}

function* counted(call: Call, all: readonly Entries[]): Generator<readonly [Inner, Inner]> {
  for (const entries of all) {
    for (const entry of entries) {
      call.budget.element();
      call.budget.step(ENTRY_STEPS);
      yield entry;
    }
  }
}

function pairs(rules: readonly RuleValue[]): Entries {
  return rules.map(({ source, destination }) => [source, destination]);
}

function member(from: Mapping, name: Inner): Inner {
  const found = from.get(name);
  if (found === undefined) throw new Failure('There is no such key');
  return found;
}

function without(call: Call, from: Mapping, keys: Iterable<Inner>): Mapping {
  const unwanted = new Set<unknown>();
  for (const name of keys) unwanted.add(hashOf(name));
  return made(call, false, [Array.from(from.entries()).filter(([name]) => !unwanted.has(hashOf(name)))]);
}

const fromRules = (name: string): Overload =>
  takingRules(asFunction(name, [rest('args', ruleValue)], (call, rules) => frozen(call, pairs(rules))));

export const dictionaries: readonly Overload[] = [
  fromRules('dict'),
  fromRules('#map'),
  takingRules(
    asFunction('dict', [one('items', collection)], (call, items) =>
      frozen(call, {
        *[Symbol.iterator]() {
          for (const item of items) yield pairOf(item);
        },
      }),
    ),
  ),
  asMethod(
    'toDict',
    [one('collection', collection), one('keySelector', lambda), optional('valueSelector', lambda, null)],
    (call, items, keyOf, memberOf) =>
      made(call, false, [
        {
          *[Symbol.iterator]() {
            for (const item of items) yield [keyOf(item), memberOf ? memberOf(item) : item] as const;
          },
        },
      ]),
  ),
  asFunction('#indexer', [dict, key], (_, from, name) => member(from, name)),
  asFunction('#indexer', [dict, key, one('default', any)], (_, from, name, otherwise) => {
    const found = from.get(name);
    return found === undefined ? otherwise : found;
  }),
  asMethod('get', [dict, key, optional('default', any, null)], (_, from, name, otherwise) => {
    const found = from.get(name);
    return found === undefined ? otherwise : found;
  }),
  takingRules(
    asMethod('set', [dict, key, one('value', any)], (call, from, name, value) =>
      frozen(call, from.entries(), [[name, value]]),
    ),
  ),
  takingRules(
    asMethod('set', [dict, one('replacements', mapping)], (call, from, replacements) =>
      frozen(call, from.entries(), replacements.entries()),
    ),
  ),
  takingRules(
    asMethod('set', [dict, rest('args', ruleValue)], (call, from, rules) => frozen(call, from.entries(), pairs(rules))),
  ),
  asMethod('keys', [dict], (_, from) => new DictionaryView(from, 'Keys')),
  asMethod('values', [dict], (_, from) => new ValuesView(from)),
  asMethod('items', [dict], (_, from) => new DictionaryView(from, 'Items')),
  asMethod('containsKey', [dict, key], (_, from, name) => from.has(name)),
  asMethod('containsValue', [dict, one('value', any)], (call, from, value) => {
    for (const [, other] of from.entries()) if (call.evaluation.equals(other, value)) return true;
    return false;
  }),
  asFunction('#operator_+', [one('left', mapping), one('right', mapping)], (call, left, right) =>
    frozen(call, left.entries(), right.entries()),
  ),
  asFunction('isDict', [one('arg', any)], (_, value) => value instanceof Mapping),
  asEither('len', [dict], (_, from) => from.size),
  asMethod('delete', [dict, rest('keys', any)], without),
  asMethod('deleteAll', [dict, one('keys', collection)], without),
];
