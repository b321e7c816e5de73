import type { Member, Place } from '../Place.ts';
import { didYouMean } from '../suggest.ts';

/** Members by name, for a mapping whose keys are laid down. */
export class Keys {
  private readonly byName: ReadonlyMap<string, Member>;

  constructor(readonly members: readonly Member[]) {
    this.byName = new Map(members.map((member) => [member.name, member]));
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  place(name: string): Place | undefined {
    return this.byName.get(name)?.value;
  }

  /** What a reader makes of the member of that name; `undefined` where there is none. */
  read<T>(name: string, read: (place: Place) => T): T | undefined {
    const place = this.place(name);
    return place && read(place);
  }

  /** Reports the keys that are not among the known ones. `elsewhere` explains those that have a place, but not here. */
  refuseUnknown(known: readonly string[], what: string, elsewhere: Readonly<Record<string, string>> = {}): void {
    for (const { name, key } of this.members) {
      if (known.includes(name)) continue;
      const isElsewhere = Object.hasOwn(elsewhere, name);
      const hint = isElsewhere ? elsewhere[name] : didYouMean(name, known);
      key.error(`'${name}' is not a key of ${what}.`, hint);
    }
  }

  /** As Mistral, what a workflow has beyond the known keys is let pass; it has no effect. */
  doubtUnknown(known: readonly string[], what: string): void {
    for (const { name, key } of this.members) {
      if (!known.includes(name))
        key.warn(`'${name}' is not a key of ${what} and has no effect.`, didYouMean(name, known));
    }
  }
}
