/** The order in which Python's sets show integers, which is the order of their hash table and the same on every machine. */
import type { Inner } from './Inner.ts';

const SMALLEST = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5n;

/** The members of a set, put in one after the other, in the order Python walks over them; as they came unless all are integers. */
export function inSetOrder(members: readonly Inner[]): readonly Inner[] {
  if (!members.every((member) => Number.isSafeInteger(member) || typeof member === 'boolean')) return members;
  let slots = emptySlots(SMALLEST);
  let used = 0;
  for (const member of members) {
    place(slots, member);
    used++;
    if (used * 5 >= (slots.length - 1) * 3) slots = grown(slots, used > 50_000 ? used * 2 : used * 4);
  }
  return slots.filter((slot) => slot !== undefined);
}

function emptySlots(count: number): (Inner | undefined)[] {
  return new Array(count).fill(undefined);
}

function grown(slots: readonly (Inner | undefined)[], atLeast: number): (Inner | undefined)[] {
  let size = SMALLEST;
  while (size <= atLeast) size *= 2;
  const larger = emptySlots(size);
  for (const slot of slots) if (slot !== undefined) place(larger, slot);
  return larger;
}

/** CPython's `set_add_entry`: some neighbours first, then a jump that takes in more and more of the hash. */
function place(slots: (Inner | undefined)[], member: Inner): void {
  const mask = slots.length - 1;
  let perturb = BigInt.asUintN(64, hashOfInteger(Number(member)));
  let index = Number(perturb & BigInt(mask));
  for (;;) {
    const last = index + LINEAR_PROBES <= mask ? index + LINEAR_PROBES : index;
    for (let at = index; at <= last; at++) {
      if (slots[at] !== undefined) continue;
      slots[at] = member;
      return;
    }
    perturb >>= PERTURB_SHIFT;
    index = Number((BigInt(index) * 5n + 1n + perturb) & BigInt(mask));
  }
}

/** An integer is its own hash, but for the value that stands for an error. */
function hashOfInteger(value: number): bigint {
  return value === -1 ? -2n : BigInt(value);
}
