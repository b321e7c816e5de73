import { Float } from '../../base/json.ts';
import { type Integer, isInteger, isNumber, type Numeric } from '../values/numbers.ts';
import type { Call } from './Call.ts';
import { Context } from './Context.ts';
import { DateTime } from './inner/DateTime.ts';
import { Collection, type Inner, Kept } from './inner/Inner.ts';
import { Mapping } from './inner/Mapping.ts';
import { Ordering } from './inner/Ordering.ts';
import { Pattern } from './inner/Pattern.ts';
import { RuleValue } from './inner/RuleValue.ts';
import { Sequence } from './inner/Sequence.ts';
import { Remembered, Stream } from './inner/Stream.ts';
import { SetLike } from './inner/sets.ts';
import { Timespan } from './inner/Timespan.ts';
import type { Node } from './nodes.ts';

/** What is passed: a part of the expression still to be evaluated, or a value. */
export type Arg = Node | Inner;

export function isNode(arg: Arg): arg is Node {
  return typeof arg === 'object' && arg !== null && !(arg instanceof Kept) && !(arg instanceof Float);
}

/** What a parameter accepts. */
export interface Kind<T> {
  /** Gets the expression itself, to evaluate as often as it likes. */
  readonly isLazy: boolean;
  /** For the choice among several that fit: the narrower type wins. */
  readonly type?: TypeName;
  /** Of a node that is no constant, only what its form tells. */
  check(arg: Arg): boolean;
  convert(arg: Arg, call: Call): T;
}

/** Python's types as far as the library tells them apart, each with those it is a special case of. */
const BROADER = {
  object: [],
  null: ['object'],
  boolean: ['int', 'object'],
  int: ['object'],
  number: [],
  text: ['sequence', 'collection', 'object'],
  collection: ['object'],
  sequence: ['collection', 'object'],
  mapping: ['collection', 'object'],
  set: ['collection', 'object'],
  iterator: ['collection', 'object'],
  ordering: ['collection', 'object'],
  datetime: ['object'],
  timespan: ['object'],
  pattern: ['object'],
  context: ['object'],
  rule: ['object'],
} as const satisfies Record<string, readonly string[]>;
export type TypeName = keyof typeof BROADER;

/** Whether the first kind accepts only part of what the second does. */
export function isNarrower(first: Kind<unknown>, second: Kind<unknown>): boolean {
  if (first.type === undefined || second.type === undefined) return false;
  return (BROADER[first.type] as readonly string[]).includes(second.type);
}

function typed<T>(type: TypeName, test: (value: Inner) => boolean, convert?: (value: Inner) => T): Kind<T> {
  return {
    isLazy: false,
    type,
    check: (arg) => (isNode(arg) ? arg.kind !== 'constant' || test(arg.value as Inner) : test(arg)),
    convert: (arg) => {
      const value = valueIn(arg);
      return convert ? convert(value) : (value as T);
    },
  };
}

function valueIn(arg: Arg): Inner {
  return isNode(arg) ? ((arg as { value?: Inner }).value ?? null) : arg;
}

function orNull<T>(kind: Kind<T>): Kind<T | null> {
  const isNull = (arg: Arg) => (isNode(arg) ? arg.kind === 'constant' && arg.value === null : arg === null);
  return {
    ...kind,
    check: (arg) => isNull(arg) || kind.check(arg),
    convert: (arg, call) => (isNull(arg) ? null : kind.convert(arg, call)),
  };
}

function instance<T extends Kept>(type: TypeName, of: abstract new (...args: never[]) => T): Kind<T> {
  return typed<T>(type, (value) => value instanceof of);
}

export const any = typed<Inner>('object', () => true);
export const notNull = typed<Inner>('object', (value) => value !== null);
export const nothing = typed<null>('null', (value) => value === null);
/** Whoever takes a text goes through it. */
export const text: Kind<string> = {
  ...typed<string>('text', (value) => typeof value === 'string'),
  convert: (arg, call) => {
    const value = valueIn(arg) as string;
    call.budget.reading(value.length);
    return value;
  },
};
export const textOrNull = orNull(text);
export const boolean = typed<boolean>('boolean', (value) => typeof value === 'boolean');
export const booleanOrNull = orNull(boolean);
/** Python's `int`: booleans are integers. */
export const int = typed<Integer>(
  'int',
  (value) => isInteger(value) || typeof value === 'boolean',
  (value) => (typeof value === 'boolean' ? Number(value) : (value as Integer)),
);
export const intOrNull = orNull(int);
export const strictInt = typed<Integer>('int', isInteger);
export const number = typed<Numeric>('number', isNumber);
export const numberOrNull = orNull(number);
/** What has no fixed size becomes a stream, as in yaql: only walking over it starts its work. */
function walked(kind: Kind<Collection>): Kind<Collection> {
  return {
    ...kind,
    convert: (arg, call) => {
      const items = kind.convert(arg, call);
      const isSized = items instanceof Sequence || items instanceof SetLike;
      return isSized || (items instanceof Stream && !(items instanceof Remembered))
        ? items
        : call.stream(lazily(items));
    },
  };
}

function* lazily(items: Collection): Generator<Inner> {
  yield* items;
}

export const collection = walked(instance('collection', Collection));
/** Whatever is no set. */
export const ordered = walked(
  typed<Collection>('collection', (value) => value instanceof Collection && !(value instanceof SetLike)),
);
export const sequence = instance('sequence', Sequence);
export const mapping = instance('mapping', Mapping);
export const set = instance('set', SetLike);
export const iterator = instance('iterator', Stream);
export const ordering = instance('ordering', Ordering);
export const dateTime = instance('datetime', DateTime);
export const timespan = instance('timespan', Timespan);
export const timespanOrNull = orNull(timespan);
export const pattern = instance('pattern', Pattern);
export const context = instance('context', Context);
/** `a => b` with both sides evaluated. */
export const ruleValue = instance('rule', RuleValue);

export type Lambda = (...args: Inner[]) => Inner;

/** An expression to evaluate with arguments, which it sees as `$`, `$2`, …; a plain value stands for itself. */
export const lambda: Kind<Lambda> = {
  isLazy: true,
  check: () => true,
  convert: (arg, call) => {
    if (!isNode(arg)) return () => arg;
    const outer = call.context;
    return (...args) => {
      const inner = new Context(outer);
      for (let index = 0; index < args.length; index++) inner.set(`$${index + 1}`, args[index] as Inner);
      return call.evaluation.evaluateNested(arg, inner);
    };
  },
};

/** The same, with named arguments besides. */
export const namedLambda: Kind<(args: readonly Inner[], named: ReadonlyMap<string, Inner>) => Inner> = {
  isLazy: true,
  check: () => true,
  convert: (arg, call) => (args, named) => {
    if (!isNode(arg)) return arg;
    const inner = new Context(call.context);
    for (const [index, value] of args.entries()) inner.set(`$${index + 1}`, value);
    for (const [name, value] of named) inner.set(name, value);
    return call.evaluation.evaluateNested(arg, inner);
  },
};

/** An expression to evaluate in a context that the function prepares. */
export const lambdaIn: Kind<(context: Context) => Inner> = {
  isLazy: true,
  check: () => true,
  convert: (arg, call) => (inner) => (isNode(arg) ? call.evaluation.evaluateNested(arg, inner) : arg),
};

/** `a => b`, each side evaluated when asked for. */
export interface LazyRule {
  readonly source: () => Inner;
  readonly destination: () => Inner;
}

export const rule: Kind<LazyRule> = {
  isLazy: true,
  check: (arg) => isNode(arg) && arg.kind === 'rule',
  convert: (arg, call) => {
    const { source, destination } = arg as Extract<Node, { kind: 'rule' }>;
    return {
      source: () => call.evaluation.evaluate(source, call.context),
      destination: () => call.evaluation.evaluate(destination, call.context),
    };
  },
};
