import { relative } from 'node:path';
import { defineAction, z } from 'tramontane/plugin';
import { allowedPath } from './allowedPath.ts';
import { type FoundFile, walk } from './walk.ts';

export const findLarge = defineAction({
  name: 'files.find_large',
  description: 'Finds the largest files below a folder, largest first.',
  input: z.object({
    path: z.string().default('.').describe('The folder.'),
    min_bytes: z.int().min(0).default(1_000_000).describe('Smaller files are left out.'),
    limit: z.int().min(1).max(1000).default(10).describe('How many to find at most.'),
  }),
  output: z.array(z.object({ path: z.string().describe('From the folder.'), bytes: z.int() })),
  examples: [{ title: 'the three largest', input: { path: 'plugins', min_bytes: 0, limit: 3 } }],
  idempotent: true,
  async run({ path, min_bytes, limit }, ctx) {
    const folder = await allowedPath(path, ctx);
    let largest: FoundFile[] = [];
    for await (const file of walk(folder, ctx.signal)) {
      if (file.bytes < min_bytes) continue;
      largest.push(file);
      // Kept short, so that a folder of millions of files needs no more memory than this.
      if (largest.length >= 2 * limit) largest = top(largest, limit);
    }
    return top(largest, limit).map((file) => ({ path: relative(folder, file.path), bytes: file.bytes }));
  },
});

function top(files: readonly FoundFile[], limit: number): FoundFile[] {
  const bySize = (left: FoundFile, right: FoundFile) => right.bytes - left.bytes || (left.path < right.path ? -1 : 1);
  return [...files].sort(bySize).slice(0, limit);
}
