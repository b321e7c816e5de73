/** Filters that take collections apart or put them together. */
import { Failure } from '../../Failure.ts';
import { floorDivide } from '../../values/arithmetic.ts';
import { characters } from '../../values/characters.ts';
import { isDictionary } from '../../values/dictionaries.ts';
import { getter } from '../runtime/getter.ts';
import { isIterable, iterate, needLength, toList } from '../runtime/iteration.ts';
import { needInteger } from '../runtime/needs.ts';
import { calculate } from '../runtime/operators.ts';
import { pairsOf } from '../runtime/pairs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes } from '../runtime/routine.ts';
import { DictView } from '../things/DictView.ts';
import { Generator as Lazy } from '../things/Generator.ts';
import { Markup } from '../things/Markup.ts';
import { Range } from '../things/Range.ts';
import { isList, type Thing, textOf, typeName } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Nothing, Undefined } from '../things/Undefined.ts';

const length = takes('', (_run, value) => needLength(value));

export const SEQUENCE_FILTERS: Readonly<Record<string, Routine>> = {
  length,
  count: length,
  list: takes('', (run, value) => toList(run, value)),
  first: takes('', (run, value) => {
    const { done, value: first } = iterate(run, value).next();
    return done ? new Undefined('No first item, sequence was empty.') : first;
  }),
  last: takes('', (run, value) => {
    if (!isReversible(value)) throw new Failure(`'${typeName(value)}' object is not reversible`);
    const last = toList(run, value).at(-1);
    return last === undefined ? new Undefined('No last item, sequence was empty.') : last;
  }),
  random: takes('', random),
  join: takes('d? attribute?', join),
  reverse: takes('', reverse),
  sum: takes('attribute? start?', sum),
  batch: takes('linecount fill_with?', (run, value, count, fill: Thing = null) => {
    return new Lazy(batches(run, value, needInteger(count), fill), 'generator object do_batch');
  }),
  slice: takes('slices fill_with?', (run, value, count, fill: Thing = null) => {
    return new Lazy(slices(run, value, needInteger(count), fill), 'generator object sync_do_slice');
  }),
  items: takes('', (run, value) => new Lazy(items(run, value), 'generator object do_items')),
};

function isReversible(thing: Thing): boolean {
  if (thing instanceof Nothing) return true;
  if (thing instanceof Undefined) return thing.fail();
  if (textOf(thing) !== undefined || isList(thing) || isDictionary(thing)) return true;
  return thing instanceof Tuple || thing instanceof Range || thing instanceof DictView;
}

function random(run: Run, value: Thing): Thing {
  const length = needLength(value);
  if (length === 0) return new Undefined('No random item, sequence was empty.');
  if (isDictionary(value) || value instanceof DictView)
    throw new Failure(`'${typeName(value)}' has no order to pick from`);
  const { services } = run.scope;
  if (length > 1 && !services?.random) throw new Failure('random is not available here');
  return toList(run, value)[Math.floor((services?.random?.() ?? 0) * length)] as Thing;
}

function join(run: Run, value: Thing, separator: Thing = '', attribute: Thing = null): Thing {
  const read = getter(run, attribute);
  const things = Array.from(iterate(run, value), (item) => read(item));
  const isMarked = run.isAutoescaped && [separator, ...things].some((thing) => thing instanceof Markup);
  const text = (thing: Thing) => (isMarked ? run.escaped(thing).value : run.text(thing));
  const texts = things.map(text);
  const between = text(separator);
  run.budget.textOf(texts.reduce((total, part) => total + part.length, between.length * texts.length));
  return isMarked ? new Markup(texts.join(between)) : texts.join(between);
}

const REVERSED: Readonly<Record<string, string>> = {
  list: 'list_reverseiterator object',
  tuple: 'reversed object',
  range: 'range_iterator object',
  dict: 'dict_reversekeyiterator object',
  dict_keys: 'dict_reversekeyiterator object',
  dict_values: 'dict_reversevalueiterator object',
  dict_items: 'dict_reverseitemiterator object',
};

function reverse(run: Run, value: Thing): Thing {
  const text = textOf(value);
  if (text !== undefined) {
    const result = Array.from(characters(text)).reverse().join('');
    return value instanceof Markup ? new Markup(result) : result;
  }
  if (!isIterable(run, value)) throw new Failure('argument must be iterable');
  const reversed = toList(run, value).reverse();
  if (!isReversible(value)) return reversed;
  const description = REVERSED[typeName(value)] ?? 'reversed object';
  return new Lazy(reversed[Symbol.iterator](), description, description.replace(' object', ''));
}

function sum(run: Run, value: Thing, attribute: Thing = null, start: Thing = 0): Thing {
  if (textOf(start) !== undefined) throw new Failure("sum() can't sum strings [use ''.join(seq) instead]");
  const read = getter(run, attribute);
  let total = start;
  for (const item of iterate(run, value)) total = calculate(run, '+', total, read(item));
  return total;
}

function* batches(run: Run, value: Thing, count: number, fill: Thing): Generator<Thing, void, undefined> {
  let batch: Thing[] = [];
  for (const item of iterate(run, value)) {
    if (batch.length === count) {
      yield batch;
      batch = [];
    }
    batch.push(item);
    run.budget.element();
  }
  if (batch.length === 0) return;
  if (fill !== null && batch.length < count) {
    run.budget.element(count - batch.length);
    batch.push(...Array.from({ length: count - batch.length }, () => fill));
  }
  yield batch;
}

function* slices(run: Run, value: Thing, count: number, fill: Thing): Generator<Thing, void, undefined> {
  const all = toList(run, value);
  const size = floorDivide(all.length, count) as number;
  const longer = all.length % count;
  let start = 0;
  for (let index = 0; index < count; index++) {
    run.budget.element();
    const end = start + size + (index < longer ? 1 : 0);
    const slice = all.slice(start, end);
    if (fill !== null && index >= longer) slice.push(fill);
    yield slice;
    start = end;
  }
}

function* items(run: Run, value: Thing): Generator<Thing, void, undefined> {
  if (value instanceof Undefined) return;
  if (!isDictionary(value)) throw new Failure('Can only get item pairs from a mapping.');
  for (const [key, member] of pairsOf(run, value)) yield new Tuple([key, member]);
}
