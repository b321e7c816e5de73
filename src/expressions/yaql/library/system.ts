import { Failure } from '../../Failure.ts';
import { isTruthy } from '../../values/truth.ts';
import type { Context } from '../Context.ts';
import { Unknown } from '../failures.ts';
import { ABSENT, type Inner } from '../inner/Inner.ts';
import { Remembered, Stream } from '../inner/Stream.ts';
import { any, collection, lambda, mapping, namedLambda, sequence, text } from '../kinds.ts';
import { asFunction, asMethod, keywords, one, optional, rest } from '../Overload.ts';

/** The operators `.`, `?.` and `->` are part of the evaluator. */
export const system = [
  asFunction('with', [rest('args', any)], (call, values) => named(call.context, values)),
  asFunction('let', [rest('args', any), keywords('kwargs', any)], (call, values, more) => {
    named(call.context, values);
    for (const [name, value] of more) call.context.set(name, value);
    return call.context;
  }),
  asMethod('unpack', [one('sequence', collection), rest('args', text)], (call, items, names) => {
    const iterator = items[Symbol.iterator]();
    if (names.length === 0) {
      // As yaql: it looks at one item first, which a stream then has no longer.
      if (items instanceof Stream && !(items instanceof Remembered)) iterator.next();
      return named(call.context, call.collect({ [Symbol.iterator]: () => iterator }));
    }
    const values = firstOf(iterator, names.length + 1);
    if (values.length !== names.length)
      throw new Failure('The collection does not have as many items as there are names');
    for (const [index, name] of names.entries()) call.context.set(name, values[index] as Inner);
    return call.context;
  }),
  asFunction('def', [one('name', text), one('func', namedLambda)], (call, name, body) => {
    const defined = asFunction(camelCase(name), [rest('args', any), keywords('kwargs', any)], (_, values, more) =>
      body(values, more),
    );
    call.context.define(defined);
    return call.context;
  }),
  asMethod(
    'assert',
    [one('obj', any), one('condition', lambda), optional('message', text, 'Assertion failed')],
    (call, object, condition) => {
      const checked = object instanceof Stream ? remembered(object, () => call.budget.element()) : object;
      if (!isTruthy(condition(checked))) throw new Failure('An assertion failed');
      return checked;
    },
  ),
  asFunction(
    'call',
    [one('name', text), one('args', sequence), one('kwargs', mapping), optional('receiver', any, ABSENT)],
    (call, name, values, more, receiver) => {
      const byName = new Map(Array.from(more.entries(), ([key, value]) => [String(key), value] as const));
      try {
        return call.evaluation.invoke(name, call.context, [...values], receiver, undefined, byName);
      } catch (error) {
        // The name may come from the data, which no message shows.
        throw error instanceof Unknown ? new Failure('call() names a function that is not there') : error;
      }
    },
  ),
];

function named(context: Context, values: readonly Inner[]): Context {
  for (const [index, value] of values.entries()) context.set(String(index + 1), value);
  return context;
}

function firstOf(iterator: Iterator<Inner>, count: number): Inner[] {
  const items: Inner[] = [];
  while (items.length < count) {
    const { done, value } = iterator.next();
    if (done) break;
    items.push(value as Inner);
  }
  return items;
}

function remembered(stream: Stream, onKept: () => void): Stream {
  return stream instanceof Remembered ? stream : new Remembered(stream[Symbol.iterator](), onKept);
}

/** Names of functions lose their underscores, and so cannot be called by them. */
function camelCase(name: string): string {
  return name.replace(/_+$/, '').replace(/(?!^)_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
