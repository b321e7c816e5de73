import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      // The published entry is the built file; tests run the sources.
      { find: 'tramontane/plugin', replacement: fileURLToPath(new URL('src/actions/sdk.ts', import.meta.url)) },
      // The file that Node takes as well: of two copies of graphql neither knows the types of the other.
      { find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    globals: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
