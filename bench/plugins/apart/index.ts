import { defineAction, definePlugin, z } from 'tramontane/plugin';

/** As `bench.pass`, in a process of its own. */
const pass = defineAction({
  name: 'apart.pass',
  description: 'Returns its `value`.',
  input: z.object({ value: z.unknown().describe('Anything.') }),
  examples: [{ input: { value: 1 } }],
  run: ({ value }) => value,
});

// biome-ignore lint/style/noDefaultExport: a plugin is what its index.ts exports as default
export default definePlugin({ name: 'apart', version: '1.0.0', description: 'What is measured.', actions: [pass] });
