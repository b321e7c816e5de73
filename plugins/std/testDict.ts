import { defineAction, z } from 'tramontane/plugin';

export const testDict = defineAction({
  name: 'std.test_dict',
  description: 'Makes a dictionary of a given size. For trying out how much data a workflow may carry.',
  input: z.object({
    size: z.int().max(100_000).default(0).describe('How many members.'),
    key_prefix: z.union([z.string(), z.number()]).default('').describe('What each key begins with; a number follows.'),
    val: z.unknown().default('').describe('The value of every member.'),
  }),
  examples: [{ input: { size: 2, key_prefix: 'key', val: 'x' } }],
  instant: true,
  idempotent: true,
  run({ size, key_prefix, val }) {
    // A map, because an object would not keep the order of keys that look like numbers.
    const members = new Map<string, unknown>();
    for (let at = 0; at < size; at++) members.set(`${key_prefix}${at}`, val);
    return members;
  },
});
