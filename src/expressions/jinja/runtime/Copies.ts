import { Dict, type Value } from '../../../base/json.ts';
import type { Steps } from '../../Limits.ts';
import { type Dictionary, dictEntries, isDictionary } from '../../values/dictionaries.ts';
import { isList, type Thing } from '../things/Thing.ts';
import { Tuple } from '../things/Tuple.ts';

/**
 * Python's methods change lists and dictionaries in place (`append`, `update`); the caller's data must stay as it is. So what
 * this evaluation made itself is changed in place, and of everything else a copy is, which from then on stands for it.
 */
export class Copies {
  private readonly own = new WeakSet<object>();
  private readonly replaced = new Map<object, Thing & object>();

  constructor(private readonly steps: Steps) {}

  /** Declares a collection to be of this evaluation's own making. */
  adopt<T extends object>(made: T): T {
    this.own.add(made);
    return made;
  }

  /** The list, in a form that may be changed. */
  list(list: readonly Thing[]): Thing[] {
    const current = this.current(list) as Thing[];
    return this.own.has(current) ? current : this.replace(current, [...current]);
  }

  /** The dictionary, in a form that may be changed. */
  dict(dictionary: Dictionary): Dict {
    const current = this.current(dictionary) as Dictionary;
    return this.own.has(current) ? (current as Dict) : this.replace(current, new Dict(dictEntries(current)));
  }

  /** What stands for this thing now; its parts may still have others standing for them. */
  current(thing: Thing): Thing {
    if (this.replaced.size === 0 || thing === null || typeof thing !== 'object') return thing;
    return this.replaced.get(thing) ?? thing;
  }

  /** The same, with all of its parts. */
  settled(thing: Thing): Thing {
    if (this.replaced.size === 0 || thing === null || typeof thing !== 'object') return thing;
    return this.walk(thing, new Set());
  }

  private replace<T extends Thing & object>(original: Thing & object, copy: T): T {
    this.steps.step(isList(copy) ? copy.length : 1);
    this.replaced.set(original, copy);
    return this.adopt(copy);
  }

  private walk(thing: Thing, seen: Set<Thing>): Thing {
    this.steps.step();
    const current = this.current(thing);
    if (seen.has(current) || current === null || typeof current !== 'object') return current;
    if (isList(current)) return this.walkList(current, seen.add(current));
    if (isDictionary(current)) return this.walkDict(current, seen.add(current));
    return current instanceof Tuple ? this.walkTuple(current, seen) : current;
  }

  private walkList(list: readonly Thing[], seen: Set<Thing>): Thing {
    list.forEach((item, index) => {
      const settled = this.walk(item, seen);
      if (settled !== item) this.list(list)[index] = settled;
    });
    return this.current(list);
  }

  private walkDict(dictionary: Dictionary, seen: Set<Thing>): Thing {
    for (const [key, value] of [...dictEntries(dictionary)]) {
      const settled = this.walk(value, seen);
      if (settled !== value) this.dict(dictionary).set(key, settled as Value);
    }
    return this.current(dictionary);
  }

  private walkTuple(tuple: Tuple, seen: Set<Thing>): Tuple {
    const items = tuple.items.map((item) => this.walk(item, seen));
    return items.some((item, index) => item !== tuple.items[index]) ? new Tuple(items, tuple.names) : tuple;
  }
}
