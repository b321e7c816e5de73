import type { Arguments } from '../runtime/Arguments.ts';
import { Named, type Thing } from './Thing.ts';

/** Something with round brackets behind it: a function, a method of a value, a macro. */
export class Callable extends Named {
  constructor(
    readonly name: string,
    readonly call: (given: Arguments) => Thing,
    readonly typeName = 'function',
    private readonly description = `function ${name} at 0x0`,
    /** What can be had with a dot. */
    readonly members: ReadonlyMap<string, Thing> = new Map(),
  ) {
    super();
  }

  override repr(): string {
    return `<${this.description}>`;
  }
}
