import { defineAction, z } from 'tramontane/plugin';

export const asyncNoop = defineAction({
  name: 'std.async_noop',
  description: 'Does nothing and goes on until somebody completes it by its action execution id.',
  input: z.object({}),
  examples: [{ input: {} }],
  mode: 'async',
  idempotent: true,
  run() {},
});
