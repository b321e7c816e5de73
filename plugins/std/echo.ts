import { setTimeout as wait } from 'node:timers/promises';
import { defineAction, z } from 'tramontane/plugin';
import { seconds } from './seconds.ts';

export const echo = defineAction({
  name: 'std.echo',
  description: 'Returns its `output`, as it came.',
  input: z.object({
    output: z.unknown().describe('Anything.'),
    delay: seconds.default(0).describe('Seconds to wait first.'),
  }),
  examples: [{ input: { output: 'Hello' } }, { title: 'after a while', input: { output: [1, 2], delay: 0.01 } }],
  instant: true,
  idempotent: true,
  async run({ output, delay }, ctx) {
    if (delay > 0) await wait(delay * 1000, undefined, { signal: ctx.signal });
    return output;
  },
});
