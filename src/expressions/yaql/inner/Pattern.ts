import type { Regex } from '../../regex/Regex.ts';
import { pythonRepr } from '../../values/pythonText.ts';
import { Kept } from './Inner.ts';

/** A regular expression as a value. */
export class Pattern extends Kept {
  constructor(readonly regex: Regex) {
    super();
  }

  override repr(): string {
    const { ignoreCase, multiLine, dotAll } = this.regex.flags;
    const names = [ignoreCase && 're.IGNORECASE', multiLine && 're.MULTILINE', dotAll && 're.DOTALL'].filter(Boolean);
    return `re.compile(${[pythonRepr(this.regex.source), names.join('|')].filter(Boolean).join(', ')})`;
  }
}
