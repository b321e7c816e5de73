import { Members } from './Members.ts';
import type { Thing } from './Thing.ts';

/** What `namespace()` gives: the one thing a `set` inside a loop can change outside of it. */
export class Namespace extends Members {
  readonly typeName = 'Namespace';
  private readonly attributes: Map<string, Thing>;

  constructor(attributes: Iterable<readonly [string, Thing]>) {
    super();
    this.attributes = new Map(attributes);
  }

  member(name: string): Thing | undefined {
    return this.attributes.get(name);
  }

  set(name: string, value: Thing): void {
    this.attributes.set(name, value);
  }

  override repr(write: (value: unknown) => string): string {
    const parts = Array.from(this.attributes, ([name, value]) => `${write(name)}: ${write(value)}`);
    return `<Namespace {${parts.join(', ')}}>`;
  }
}
