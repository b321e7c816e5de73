import { type Inner, Kept } from './Inner.ts';

/** `a => b`, evaluated. */
export class RuleValue extends Kept {
  constructor(
    readonly source: Inner,
    readonly destination: Inner,
  ) {
    super();
  }

  override repr(): string {
    return '<rule>';
  }
}
