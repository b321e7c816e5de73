import { defineAction, definePlugin, z } from 'tramontane/plugin';

/** Not instant, so that it takes the whole way: a job in the queue, an executor, a turn with its result. */
const pass = defineAction({
  name: 'bench.pass',
  description: 'Returns its `value`.',
  input: z.object({ value: z.unknown().describe('Anything.') }),
  examples: [{ input: { value: 1 } }],
  run: ({ value }) => value,
});

// biome-ignore lint/style/noDefaultExport: a plugin is what its index.ts exports as default
export default definePlugin({ name: 'bench', version: '1.0.0', description: 'What is measured.', actions: [pass] });
