import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { defineAction, z } from 'tramontane/plugin';
import { allowedPath } from './allowedPath.ts';

export const digest = defineAction({
  name: 'files.digest',
  description: 'Computes the checksum of a file, however large it is.',
  input: z.object({
    path: z.string().describe('The file.'),
    algorithm: z.enum(['md5', 'sha1', 'sha256', 'sha512']).default('sha256'),
  }),
  output: z.object({ digest: z.string().describe('In hexadecimal.'), algorithm: z.string(), bytes: z.int() }),
  examples: [{ input: { path: 'package.json' } }],
  idempotent: true,
  async run({ path, algorithm }, ctx) {
    const file = await allowedPath(path, ctx);
    const found = await stat(file);
    if (!found.isFile()) throw ctx.fail({ code: 'NOT_A_FILE', message: `'${path}' is not a file`, retry: false });
    const hash = createHash(algorithm);
    let bytes = 0;
    for await (const chunk of createReadStream(file, { signal: ctx.signal })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      ctx.progress(bytes / found.size);
    }
    return { digest: hash.digest('hex'), algorithm, bytes };
  },
});
