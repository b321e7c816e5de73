import { defineAction, z } from 'tramontane/plugin';

/** As Mistral: what Python takes for false counts as no data. */
const NO_DATA = new Set(['null', 'false', '0', '0.0', '-0.0', '""', '[]', '{}']);

export const fail = defineAction({
  name: 'std.fail',
  description: 'Fails. For trying out how a workflow deals with it.',
  input: z.object({
    error_data: z.unknown().default(null).describe('The result to fail with; without it the result is a text.'),
  }),
  examples: [{ input: {} }, { title: 'with data', input: { error_data: { reason: 'no space left' } } }],
  instant: true,
  idempotent: true,
  run({ error_data }, ctx) {
    const data = NO_DATA.has(ctx.json.stringify(error_data)) ? undefined : error_data;
    throw ctx.fail({ code: 'FAILED', message: 'std.fail always fails.', data });
  },
});
