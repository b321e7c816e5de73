import { Callable } from './Callable.ts';
import { Members } from './Members.ts';
import type { Thing } from './Thing.ts';
import { Tuple } from './Tuple.ts';

/** What `cycler(...)` gives: its items in turn, again and again. */
export class Cycler extends Members {
  readonly typeName = 'Cycler';
  private position = 0;

  constructor(private readonly items: readonly Thing[]) {
    super();
  }

  member(name: string): Thing | undefined {
    if (name === 'current') return this.current;
    if (name === 'pos') return this.position;
    if (name === 'items') return new Tuple(this.items);
    if (name === 'next') return new Callable('next', () => this.next(), 'method');
    return name === 'reset' ? new Callable('reset', () => this.reset(), 'method') : undefined;
  }

  override repr(): string {
    return '<jinja2.utils.Cycler object at 0x0>';
  }

  private get current(): Thing {
    return this.items[this.position] as Thing;
  }

  private next(): Thing {
    const { current } = this;
    this.position = (this.position + 1) % this.items.length;
    return current;
  }

  private reset(): null {
    this.position = 0;
    return null;
  }
}
