import { setTimeout as wait } from 'node:timers/promises';
import { defineAction, z } from 'tramontane/plugin';
import { seconds } from './seconds.ts';

export const sleep = defineAction({
  name: 'std.sleep',
  description: 'Waits, and ends at once when it is cancelled.',
  input: z.object({ seconds: seconds.default(1).describe('How long.') }),
  output: z.null(),
  examples: [{ input: { seconds: 0.01 } }],
  idempotent: true,
  async run(input, ctx) {
    await wait(input.seconds * 1000, undefined, { signal: ctx.signal });
    return null;
  },
});
