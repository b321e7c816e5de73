import type { Budget } from '../Limits.ts';
import { pythonText } from '../values/pythonText.ts';
import { Context } from './Context.ts';
import type { Evaluator } from './Evaluator.ts';
import { ABSENT, type Inner } from './inner/Inner.ts';
import { list, type Sequence, tuple } from './inner/Sequence.ts';
import { Stream } from './inner/Stream.ts';

/** What a function of the library may use while it runs. */
export class Call {
  private own: Context | undefined;

  constructor(
    readonly evaluation: Evaluator,
    private readonly outer: Context,
  ) {}

  /** A context of this call alone, within the caller's. */
  get context(): Context {
    this.own ??= new Context(this.outer);
    return this.own;
  }

  get budget(): Budget {
    return this.evaluation.budget;
  }

  /** Calls a function of YAQL by its name, as an expression would. */
  function(name: string, ...args: Inner[]): Inner {
    return this.evaluation.invoke(name, this.context, args, ABSENT);
  }

  /** A binary operator on two values. */
  operator(symbol: string, left: Inner, right: Inner): Inner {
    return this.evaluation.operate(symbol, left, right, this.context);
  }

  /** The result of a generator, counted as it is consumed. */
  stream(source: Iterator<Inner>): Stream {
    const { budget } = this;
    return new Stream({
      next: () => {
        budget.step();
        return source.next();
      },
    });
  }

  /** A new text, counted. */
  made(text: string): string {
    this.budget.textOf(text.length);
    return text;
  }

  tuple(items: Iterable<Inner>): Sequence {
    return tuple(this.collect(items));
  }

  list(items: Iterable<Inner>): Sequence {
    return list(this.collect(items));
  }

  collect(items: Iterable<Inner>): Inner[] {
    const collected: Inner[] = [];
    for (const item of items) {
      this.budget.element();
      collected.push(item);
    }
    return collected;
  }

  /** As YAQL's `str`, which differs from Python's for null and booleans. */
  str(value: Inner): string {
    if (value === null) return 'null';
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    return typeof value === 'string' ? value : this.made(pythonText(value, this.budget.limits.textLength, this.budget));
  }
}
