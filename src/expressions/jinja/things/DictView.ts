import type { Value } from '../../../base/json.ts';
import { type Dictionary, dictEntries, dictGet, dictKeys, dictSize } from '../../values/dictionaries.ts';
import { Named, type Thing } from './Thing.ts';
import { Tuple } from './Tuple.ts';

/** What `keys()`, `values()` and `items()` give: it follows the dictionary and prints as `dict_keys([...])`. */
export class DictView extends Named {
  readonly typeName: string;

  /** `dictionary` gives the dictionary as it is at the moment. */
  constructor(
    readonly kind: 'keys' | 'values' | 'items',
    readonly dictionary: () => Dictionary,
  ) {
    super();
    this.typeName = `dict_${kind}`;
  }

  get length(): number {
    return dictSize(this.dictionary());
  }

  *things(): Generator<Thing> {
    const dictionary = this.dictionary();
    if (this.kind === 'keys') yield* dictKeys(dictionary) as readonly Thing[];
    else
      for (const [key, value] of dictEntries(dictionary))
        yield this.kind === 'values' ? value : new Tuple([key, value]);
  }

  hasKey(key: Thing): boolean {
    return dictGet(this.dictionary(), key as Value) !== undefined;
  }

  override repr(write: (value: unknown) => string): string {
    return `${this.typeName}(${write([...this.things()])})`;
  }

  override get isTruthy(): boolean {
    return this.length > 0;
  }

  override equals(other: unknown, same: (left: unknown, right: unknown) => boolean): boolean {
    if (this === other) return true;
    if (!(other instanceof DictView) || other.kind !== this.kind || this.kind === 'values') return false;
    const others = [...other.things()];
    return (
      others.length === this.length && [...this.things()].every((thing) => others.some((item) => same(thing, item)))
    );
  }
}
