import { Failure } from '../../Failure.ts';
import type { Arguments } from '../runtime/Arguments.ts';
import { equal } from '../runtime/comparison.ts';
import type { Run } from '../runtime/Run.ts';
import { Callable } from '../things/Callable.ts';
import { Members } from '../things/Members.ts';
import type { Thing } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';
import { Undefined } from '../things/Undefined.ts';

function orUndefined(thing: Thing | undefined, reason: string): Thing {
  return thing === undefined ? new Undefined(reason) : thing;
}

interface LoopSource {
  readonly items: Iterator<Thing>;
  /** `undefined` where the items have to be counted. */
  readonly length: number | undefined;
  readonly depth0: number;
  /** Renders the loop again for the items below one item; only in loops marked as recursive. */
  readonly recurse: ((items: Thing, depth0: number) => Thing) | undefined;
}

/** What `loop` stands for inside a `for`. */
export class Loop extends Members {
  readonly typeName = 'LoopContext';
  private index0 = -1;
  private items: Iterator<Thing>;
  private length: number | undefined;
  private before: Thing | undefined;
  private current: Thing | undefined;
  /** What was looked at ahead of its turn. */
  private ahead: Thing | undefined;
  private lastChanged: Thing | undefined;

  constructor(
    private readonly run: Run,
    private readonly source: LoopSource,
  ) {
    super();
    this.items = source.items;
    this.length = source.length;
  }

  /** Goes on to the next item; `undefined` behind the last. */
  next(): Thing | undefined {
    const next = this.peek();
    if (next === undefined) return undefined;
    this.ahead = undefined;
    this.before = this.current;
    this.current = next;
    this.index0++;
    return next;
  }

  member(name: string): Thing | undefined {
    return Object.hasOwn(MEMBERS, name) ? MEMBERS[name]?.(this) : undefined;
  }

  override repr(): string {
    return `<LoopContext ${this.index0 + 1}/${this.count()}>`;
  }

  private static readonly table: Readonly<Record<string, (loop: Loop) => Thing>> = {
    index: (loop) => loop.index0 + 1,
    index0: (loop) => loop.index0,
    revindex: (loop) => loop.count() - loop.index0,
    revindex0: (loop) => loop.count() - loop.index0 - 1,
    first: (loop) => loop.index0 === 0,
    last: (loop) => loop.peek() === undefined,
    length: (loop) => loop.count(),
    depth: (loop) => loop.source.depth0 + 1,
    depth0: (loop) => loop.source.depth0,
    previtem: (loop) => orUndefined(loop.before, 'there is no previous item'),
    nextitem: (loop) => orUndefined(loop.peek(), 'there is no next item'),
    cycle: (loop) => new Callable('cycle', (given) => loop.cycle(given), 'method'),
    changed: (loop) => new Callable('changed', (given) => loop.changed(given), 'method'),
    __call__: (loop) => new Callable('loop', (given) => loop.below(given), 'method'),
  };

  static get members() {
    return Loop.table;
  }

  private peek(): Thing | undefined {
    if (this.ahead === undefined) {
      const { done, value } = this.items.next();
      this.ahead = done ? undefined : value;
    }
    return this.ahead;
  }

  private count(): number {
    if (this.length === undefined) {
      const rest: Thing[] = [];
      for (let next = this.items.next(); !next.done; next = this.items.next()) rest.push(next.value);
      this.items = rest[Symbol.iterator]();
      this.length = this.index0 + 1 + (this.ahead === undefined ? 0 : 1) + rest.length;
    }
    return this.length;
  }

  private cycle({ positional }: Arguments): Thing {
    if (positional.length === 0) throw new Failure('no items for cycling given');
    return positional[this.index0 % positional.length] as Thing;
  }

  private changed({ positional }: Arguments): boolean {
    const value = new Tuple(positional);
    const isSame = this.lastChanged !== undefined && equal(this.run, this.lastChanged, value);
    this.lastChanged = value;
    return !isSame;
  }

  private below({ positional }: Arguments): Thing {
    const { recurse, depth0 } = this.source;
    if (!recurse) throw new Failure("The loop must have the 'recursive' marker to be called recursively.");
    const [items] = positional;
    if (items === undefined || positional.length > 1) throw new Failure('loop() takes exactly one argument');
    return recurse(items, depth0 + 1);
  }
}

const MEMBERS = Loop.members;
