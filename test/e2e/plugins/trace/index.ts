import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { defineAction, definePlugin, z } from 'tramontane/plugin';

const input = z.object({
  file: z.string().describe('Where the trace is left.'),
  n: z.number().default(0),
  waitMs: z.number().default(0).describe('How long it takes after the trace is left, whatever the signal says.'),
});

/** Actions whose every run can be counted from outside: each leaves a line `action execution, attempt`, and counts on. */
const action = (name: string, idempotent: boolean) =>
  defineAction({
    name,
    description: 'Leaves a line for this run, and adds one.',
    input,
    output: z.number(),
    examples: [{ input: { file: '/tmp/trace' } }],
    idempotent,
    async run({ file, n, waitMs }, ctx) {
      appendFileSync(file, `${ctx.ids.actionExecutionId} ${ctx.attempt}\n`);
      if (waitMs > 0) await wait(waitMs);
      return n + 1;
    },
  });

const begin = defineAction({
  name: 'trace.begin',
  description: 'Leaves a line for this run, and is completed by somebody else.',
  input,
  mode: 'async',
  examples: [{ input: { file: '/tmp/trace' } }],
  async run({ file }, ctx) {
    appendFileSync(file, `${ctx.ids.actionExecutionId} ${ctx.attempt}\n`);
  },
});

// biome-ignore lint/style/noDefaultExport: that is how a plugin gives itself.
export default definePlugin({
  name: 'trace',
  version: '1.0.0',
  actions: [action('trace.once', false), action('trace.again', true), begin],
});
