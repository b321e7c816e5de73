import type { Thing } from '../things/Thing.ts';

/** What a call gives: by position, and by name. */
export class Arguments {
  constructor(
    readonly positional: readonly Thing[],
    readonly keywords: ReadonlyMap<string, Thing> = new Map(),
  ) {}
}

export const NO_ARGUMENTS = new Arguments([]);
