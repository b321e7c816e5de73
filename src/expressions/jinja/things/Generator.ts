import { Named, type Thing } from './Thing.ts';

/** Items made one by one, when they are asked for, and only once. */
export class Generator extends Named {
  /** `description` is what it prints as, between `<` and the address. */
  constructor(
    readonly items: Iterator<Thing>,
    private readonly description: string,
    readonly typeName = 'generator',
  ) {
    super();
  }

  override repr(): string {
    return `<${this.description} at 0x0>`;
  }
}
