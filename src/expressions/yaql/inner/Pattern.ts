import type { Regex } from '../../regex/Regex.ts';
import { pythonRepr } from '../../values/pythonText.ts';
import { Kept } from './Inner.ts';

/** A regular expression as a value. */
export class Pattern extends Kept {
  constructor(readonly regex: Regex) {
    super();
  }

  override repr(): string {
    return `re.compile(${pythonRepr(this.regex.source)})`;
  }
}
