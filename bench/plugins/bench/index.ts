import { randomBytes } from 'node:crypto';
import { defineAction, definePlugin, z } from 'tramontane/plugin';

/** Not instant, so that it takes the whole way: a job in the queue, an executor, a turn with its result. */
const pass = defineAction({
  name: 'bench.pass',
  description: 'Returns its `value`.',
  input: z.object({ value: z.unknown().describe('Anything.') }),
  examples: [{ input: { value: 1 } }],
  run: ({ value }) => value,
});

/** Of chance, so that no database makes it shorter. */
const text = defineAction({
  name: 'bench.text',
  description: 'Returns a text that cannot be compressed.',
  input: z.object({ bytes: z.number().int().positive().describe('How long it is.') }),
  examples: [{ input: { bytes: 100 } }],
  run: ({ bytes }) => randomBytes(bytes).toString('base64url').slice(0, bytes),
});

// biome-ignore lint/style/noDefaultExport: a plugin is what its index.ts exports as default
export default definePlugin({
  name: 'bench',
  version: '1.0.0',
  description: 'What is measured.',
  actions: [pass, text],
});
