import { type Thing, textOf } from '../things/Thing.ts';
import { Undefined } from '../things/Undefined.ts';
import { itemOf } from './access.ts';
import type { Run } from './Run.ts';

/** Reads what an `attribute=` argument names: `'meta.zone'`, `'0.name'`, `1`; without one the item itself. */
export function getter(run: Run, attribute: Thing | undefined, otherwise: Thing = null): (item: Thing) => Thing {
  const parts = partsOf(attribute ?? null);
  return (item) => {
    let current = item;
    for (const part of parts) {
      current = itemOf(run, current, part, true);
      if (otherwise !== null && current instanceof Undefined) current = otherwise;
    }
    return current;
  };
}

/** Several of them, with commas between; the keys to sort by. */
export function getters(run: Run, attribute: Thing | undefined): ((item: Thing) => Thing)[] {
  const text = textOf(attribute);
  if (text === undefined) return [getter(run, attribute)];
  return text.split(',').map((part) => getter(run, part));
}

/** A text as it is compared without regard to case; anything else as it is. */
export function withoutCase(thing: Thing): Thing {
  return textOf(thing)?.toLowerCase() ?? thing;
}

function partsOf(attribute: Thing): Thing[] {
  if (attribute === null) return [];
  const text = textOf(attribute);
  if (text === undefined) return [attribute];
  return text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
