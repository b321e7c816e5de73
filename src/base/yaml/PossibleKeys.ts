import type { Cursor } from './Cursor.ts';
import { YamlFailure } from './YamlFailure.ts';

/** A key without `?` has to be followed by its `:` within this many characters of the same line. */
const REACH = 1024;

/** A token that turns out to be a key when `:` follows; where `isRequired`, nothing else can stand there. */
export interface PossibleKey {
  readonly tokenIndex: number;
  readonly isRequired: boolean;
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** At most one possible key for each depth of `[]` and `{}`; depth 0 is outside of all of them. */
export class PossibleKeys {
  private readonly byDepth: (PossibleKey | undefined)[] = [];

  note({ at, line, column }: Cursor, depth: number, tokenIndex: number, indent: number): void {
    this.forget(depth);
    this.byDepth[depth] = { tokenIndex, isRequired: depth === 0 && indent === column, at, line, column };
  }

  /** What has turned out to be a key; `undefined` where nothing could be one. */
  take(depth: number): PossibleKey | undefined {
    const key = this.byDepth[depth];
    this.byDepth[depth] = undefined;
    return key;
  }

  /** Something else than `:` has come. */
  forget(depth: number): void {
    const key = this.take(depth);
    if (key?.isRequired) throw withoutValue(key);
  }

  dropStale({ at, line }: Cursor): void {
    this.byDepth.forEach((key, depth) => {
      if (key && (key.line !== line || at - key.at > REACH)) this.forget(depth);
    });
  }
}

function withoutValue(key: PossibleKey): YamlFailure {
  return new YamlFailure("A key needs a ':' behind it, on the same line.", key.at, 'indent a text that goes on');
}
