import type { Thing } from '../things/Thing.ts';

/** The variables of one part of a template. Setting one never reaches outside; reading one looks further and further out. */
export class Frame {
  private readonly variables = new Map<string, Thing>();

  constructor(private readonly outer?: Frame) {}

  get(name: string): Thing | undefined {
    const value = this.variables.get(name);
    return value === undefined ? this.outer?.get(name) : value;
  }

  set(name: string, value: Thing): void {
    this.variables.set(name, value);
  }
}
