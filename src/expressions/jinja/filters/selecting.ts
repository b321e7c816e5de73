/** Filters that apply other filters and tests to each item, or choose between values. */
import { Failure } from '../../Failure.ts';
import { isTruthy } from '../../values/truth.ts';
import { Arguments } from '../runtime/Arguments.ts';
import { ownAttribute } from '../runtime/access.ts';
import { filterNamed, testNamed } from '../runtime/byName.ts';
import { getter } from '../runtime/getter.ts';
import { iterate } from '../runtime/iteration.ts';
import { needText } from '../runtime/needs.ts';
import type { Routine, Run } from '../runtime/Run.ts';
import { takes, takesAny } from '../runtime/routine.ts';
import { Generator as Lazy } from '../things/Generator.ts';
import { type Thing, typeName } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';

const fallback = takes('default_value? boolean?', (_run, value, otherwise: Thing = '', isBoolean: Thing = false) => {
  return value instanceof Undefined || (isTruthy(isBoolean) && !isTruthy(value)) ? otherwise : value;
});

export const SELECTING_FILTERS: Readonly<Record<string, Routine>> = {
  default: fallback,
  d: fallback,
  attr: takes('name', (run, value, name) => {
    const wanted = needText(name, 'an attribute name');
    const attribute = ownAttribute(run, value, wanted);
    if (attribute !== undefined) return attribute;
    return new Undefined(`'${typeName(value)} object' has no such attribute`);
  }),
  map: takesAny((run, value, given) => new Lazy(mapped(run, value, given), 'generator object sync_do_map')),
  select: chosen(true, false),
  reject: chosen(false, false),
  selectattr: chosen(true, true),
  rejectattr: chosen(false, true),
};

function* mapped(run: Run, value: Thing, given: Arguments): Generator<Thing, void, undefined> {
  if (!isTruthy(value)) return;
  const change = changeOf(run, given);
  for (const item of iterate(run, value)) yield change(item);
}

function changeOf(run: Run, { positional, keywords }: Arguments): (item: Thing) => Thing {
  const [name, ...rest] = positional;
  if (name !== undefined) {
    const filter = filterNamed(run, needText(name, 'a filter name'));
    const given = new Arguments(rest, keywords);
    return (item) => filter.run(run, item, given);
  }
  if (!keywords.has('attribute')) throw new Failure('map requires a filter argument');
  for (const keyword of keywords.keys()) {
    if (keyword !== 'attribute' && keyword !== 'default') throw new Failure('Unexpected keyword argument');
  }
  return getter(run, keywords.get('attribute'), keywords.get('default'));
}

function chosen(wanted: boolean, byAttribute: boolean): Routine {
  return takesAny((run, value, given) => {
    return new Lazy(choose(run, value, given, wanted, byAttribute), 'generator object select_or_reject');
  });
}

function* choose(
  run: Run,
  value: Thing,
  given: Arguments,
  wanted: boolean,
  byAttribute: boolean,
): Generator<Thing, void, undefined> {
  if (!isTruthy(value)) return;
  const holds = conditionOf(run, given, byAttribute);
  for (const item of iterate(run, value)) if (holds(item) === wanted) yield item;
}

function conditionOf(run: Run, given: Arguments, byAttribute: boolean): (item: Thing) => boolean {
  const [attribute] = given.positional;
  if (byAttribute && attribute === undefined) throw new Failure('Missing parameter for attribute name');
  const read = byAttribute ? getter(run, attribute) : (item: Thing) => item;
  const [name, ...rest] = byAttribute ? given.positional.slice(1) : given.positional;
  if (name === undefined) return (item) => isTruthy(read(item));
  const test = testNamed(run, needText(name, 'a test name'));
  const args = new Arguments(rest, given.keywords);
  return (item) => isTruthy(test.run(run, read(item), args));
}
