import { defineAction, z } from 'tramontane/plugin';
import { allowedPath } from './allowedPath.ts';
import { walk } from './walk.ts';

export const diskUsage = defineAction({
  name: 'files.disk_usage',
  description: 'Adds up the sizes of all files below a folder.',
  input: z.object({ path: z.string().default('.').describe('The folder.') }),
  output: z.object({ bytes: z.int(), files: z.int() }),
  examples: [{ input: { path: 'plugins' } }],
  idempotent: true,
  async run({ path }, ctx) {
    const folder = await allowedPath(path, ctx);
    let [bytes, files] = [0, 0];
    for await (const file of walk(folder, ctx.signal)) {
      bytes += file.bytes;
      files++;
    }
    ctx.log.info('counted', { files, bytes });
    return { bytes, files };
  },
});
