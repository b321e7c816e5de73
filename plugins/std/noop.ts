import { defineAction, z } from 'tramontane/plugin';

export const noop = defineAction({
  name: 'std.noop',
  description: 'Does nothing, with success. What a task without an action runs.',
  input: z.object({}),
  output: z.null(),
  examples: [{ input: {} }],
  instant: true,
  idempotent: true,
  run: () => null,
});
